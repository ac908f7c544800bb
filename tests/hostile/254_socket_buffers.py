"""Data that nobody reads, in sockets and pipes: the kernel's memory, which no limit counts."""

LOST = ()

SOURCE = """
import fcntl

def fill(descriptor, chunk=bytes(1 << 16)):
    os.set_blocking(descriptor, False)
    held = 0
    try:
        while True:
            held += os.write(descriptor, chunk)
    except BlockingIOError:
        return held

def sockets(kind):
    kept, held = [], 0
    try:
        while True:
            pair = socket.socketpair(socket.AF_UNIX, kind)
            kept.append(pair)
            for end in pair:
                swallow(lambda: end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 30))
                swallow(lambda: end.setsockopt(socket.SOL_SOCKET, 32, 1 << 30))
                held += fill(end.fileno(), bytes(1 << (16 if kind == socket.SOCK_STREAM else 12)))
    except OSError:
        return held

def pipes():
    kept, held = [], 0
    try:
        while True:
            pair = os.pipe()
            kept.extend(pair)
            swallow(lambda: fcntl.fcntl(pair[1], fcntl.F_SETPIPE_SZ, 1 << 20))
            held += fill(pair[1])
    except OSError:
        for end in kept:
            os.close(end)
        return held

def table():
    held = [sockets(socket.SOCK_STREAM), sockets(socket.SOCK_SEQPACKET),
            sockets(socket.SOCK_DGRAM), pipes()]
    assert max(held) < 64 << 20, held
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
