"""A process that outlives its parent."""

LOST = ()

SOURCE = """
import multiprocessing, subprocess

def daemon():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            while True:
                open(@results + "/results.json", "w").write("{}")
        os._exit(0)

def table():
    refused(
        daemon,
        lambda: subprocess.Popen(["sleep", "60"]),
        lambda: multiprocessing.Process(target=daemon).start(),
        lambda: os.posix_spawn("/bin/sleep", ["sleep", "60"], {}),
        lambda: os.forkpty(),
    )
    assert os.system("sleep 60") != 0
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
