"""An exception that breaks whoever describes it, with handlers for the end."""

LOST = ("2.table",)
SAYS = {"2.table": "exit status 1"}

SOURCE = """
import atexit
@atexit.register
def late():
    swallow(lambda: open(@outside + "/marker", "w"))
    time.sleep(10**6)

class Evil(SyntaxError):
    @property
    def filename(self): raise Evil("again")
    def __str__(self): raise Evil("again")

def table(): raise Evil("x")
"""


def make(folder, world):
    world.attack(folder, SOURCE)
