"""Containers that say another length, and never end."""

LOST = ("2.table", "2.asks")

SOURCE = """
class Endless(list):
    def __len__(self): return 2
    def __iter__(self):
        while True: yield self

class Table(dict):
    def items(self): return ((k, k) for k in iter(int, 1))

def table(): return Endless([[1.25, 2.0], [3.0, 0.0]])

def asks(ask, x): return Table(a=1)
"""


def make(folder, world):
    world.attack(folder, SOURCE)
