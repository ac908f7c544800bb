"""Ends by a signal: a wrong address, and an abort."""

LOST = ("2.table", "2.asks")
SAYS = {"2.table": "SIGSEGV", "2.asks": "SIGABRT"}
STATES = {"2.table": "killed"}

SOURCE = """
import faulthandler
faulthandler.enable()
def table(): return ctypes.string_at(0)

def asks(ask, x): os.abort()
"""


def make(folder, world):
    world.attack(folder, SOURCE)
