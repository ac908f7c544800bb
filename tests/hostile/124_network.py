"""Sockets of every family."""

LOST = ()

SOURCE = """
def table():
    for family in ("AF_INET", "AF_INET6", "AF_UNIX", "AF_NETLINK", "AF_VSOCK", "AF_PACKET", "AF_ALG"):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
            refused(lambda: socket.socket(getattr(socket, family), kind))
    refused(
        lambda: socket.create_connection(("127.0.0.1", 80), 1),
        lambda: socket.getaddrinfo("example.org", 80),
        lambda: __import__("urllib.request").request.urlopen("http://127.0.0.1/", timeout=1),
    )
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
