"""Priorities and processors of the grader."""

LOST = ()

SOURCE = """
def table():
    for pid in (@grader, @zygote):
        refused(
            lambda: os.setpriority(os.PRIO_PROCESS, pid, 19),
            lambda: os.sched_setaffinity(pid, {0}),
            lambda: os.sched_setscheduler(pid, os.SCHED_IDLE, os.sched_param(0)),
            lambda: call("ioprio_set", 1, pid, 3 << 13),
        )
    refused(lambda: os.setpriority(os.PRIO_USER, os.getuid(), 19), lambda: os.nice(-5))
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
