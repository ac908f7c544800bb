"""A byte out of band on the connection."""

LOST = ()
MAY_LOSE = ("2.table", "2.asks")

SOURCE = """
def table():
    channel = socket.socket(fileno=os.dup(connection()))
    swallow(lambda: channel.send(b"!", socket.MSG_OOB))
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
