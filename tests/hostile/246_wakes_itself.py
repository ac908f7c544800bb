"""Signals that would make it go on, and write, while other files are graded."""

LOST = ()
MAY_LOSE = ("2.asks",)

SOURCE = """
import signal, struct
signal.signal(signal.SIGCONT, lambda *_: None)
event = ctypes.create_string_buffer(struct.pack("=Qii", 0, signal.SIGCONT, 0), 64)
information = ctypes.create_string_buffer(128)
me = os.getpid()

def send():
    while True:
        libc.kill(me, signal.SIGCONT)

def write():
    time.sleep(0.5)
    for number in range(10**9):
        swallow(lambda: open(f"f{number % 150}", "wb").write(bytes(1 << 20)))

def table():
    timers = [ctypes.c_void_p() for _ in range(8)]
    refused(*[lambda t=t: call("timer_create", 1, event, ctypes.byref(t)) for t in timers])
    refused(
        lambda: os.kill(me, signal.SIGCONT), lambda: os.kill(0, signal.SIGCONT),
        lambda: call("kill", me, signal.SIGCONT), lambda: call("tkill", me, signal.SIGCONT),
        lambda: call("tgkill", me, threading.get_native_id(), signal.SIGCONT),
        lambda: call("kill", me, 1 << 32 | signal.SIGCONT),
        lambda: signal.pthread_kill(threading.get_ident(), signal.SIGCONT),
        lambda: call("rt_sigqueueinfo", me, signal.SIGCONT, information),
        lambda: call("rt_tgsigqueueinfo", me, me, signal.SIGCONT, information),
        lambda: call("pidfd_send_signal", 3, signal.SIGCONT, None, 0),
        lambda: call("mq_notify", 3, event),
    )
    for function in (send, write):
        threading.Thread(target=function, daemon=True).start()
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
