"""Signals to the grader, to all processes, to every group."""

LOST = ()

SOURCE = """
import signal
def table():
    for number in (0, 9, 15, 19):
        refused(
            lambda: os.kill(@grader, number), lambda: os.kill(@zygote, number),
            lambda: os.kill(os.getppid(), number), lambda: os.kill(-1, number),
            lambda: os.kill(0, number), lambda: os.killpg(os.getpid(), number),
            lambda: os.killpg(0, number), lambda: os.kill(1, number),
            lambda: call("tkill", @grader, number), lambda: call("tgkill", @grader, @grader, number),
            lambda: call("pidfd_send_signal", 3, number, None, 0),
            lambda: signal.pidfd_send_signal(os.pidfd_open(@grader), number),
        )
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
