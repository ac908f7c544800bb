"""The memory, environment and files of the grader and the zygote."""

LOST = ()

SOURCE = """
def table():
    for pid in (@grader, @zygote, os.getppid(), 1):
        refused(
            *[lambda name=name: open(f"/proc/{pid}/{name}", "rb").read(1)
              for name in ("mem", "environ", "maps", "smaps", "cmdline", "status", "auxv", "stack")],
            *[lambda name=name: os.listdir(f"/proc/{pid}/{name}") for name in ("fd", "task", "ns")],
            *[lambda name=name: os.readlink(f"/proc/{pid}/{name}") for name in ("cwd", "exe", "root")],
        )
    refused(lambda: os.listdir("/proc"))
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
