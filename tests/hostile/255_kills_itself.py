"""Ends its own process by SIGKILL, as the kernel does when memory runs out."""

LOST = ("2.table", "1.count", "1.means")
STATES = dict.fromkeys(LOST, "killed")
SAYS = {"2.table": "the process died (SIGKILL)"}

IMPORT = """
os.kill(os.getpid(), 9)
"""

SOURCE = """
def table(): os.kill(os.getpid(), 9)
"""


def make(folder, world):
    world.attack(folder, IMPORT, "q1_paper.py")
    world.attack(folder, SOURCE)
