"""Leaves something for the next submission, wherever there is room."""

LOST = ()

SOURCE = """
def table():
    places = ["/tmp", "/dev/shm", "/var/tmp", "/run/lock", "/var/lock", "/dev/mqueue", "/run", "/home",
              "/root", "/var/crash", os.path.dirname(os.getcwd()), "/proc/self/task"]
    for place in places:
        refused(lambda: open(place + "/left", "w"), lambda: os.mkdir(place + "/left-folder"))
    refused(
        lambda: call("shmget", 4711, 4096, 0o1666),
        lambda: call("msgget", 4711, 0o1666),
        lambda: call("semget", 4711, 1, 0o1666),
        lambda: call("mq_open", b"/left", 0o102, 0o666, None),
        lambda: call("add_key", b"user", b"left", b"x", 1, -4),
    )
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
