"""An integer with methods of its own."""

LOST = ("2.table",)

SOURCE = """
class I(int):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0
    __rsub__ = __sub__
    __hash__ = int.__hash__

def table(): return [[I(), I()], [I(), I()]]
"""


def make(folder, world):
    world.attack(folder, SOURCE)
