"""Descriptors over a socket, and sockets without a name."""

LOST = ()

SOURCE = r"""
import array
def table():
    one, two = socket.socketpair()
    rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0]))]
    channel = socket.socket(fileno=os.dup(connection()))
    refused(lambda: one.sendmsg([b"x"], rights), lambda: channel.sendmsg([b"x"], rights))
    refused(lambda: one.connect("\0abstract"), lambda: one.bind("\0abstract"))
    channel.close()
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
