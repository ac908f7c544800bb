"""An object that says it equals everything."""

LOST = ("2.table",)
SAYS = {"2.table": "Liar"}

SOURCE = """
class Liar:
    __slots__ = ()
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    __hash__ = None
    def __bool__(self): return True
    def __float__(self): return 1.25

def table(): return [[Liar(), Liar()], [Liar(), Liar()]]
"""


def make(folder, world):
    world.attack(folder, SOURCE)
