"""A hundred thousand numbers of a thousand digits where two are asked for."""

LOST = ("1.means",)

SOURCE = """
from fractions import Fraction
def count(N, T): return N * T

def means(): return [[Fraction(10**800 + i, 10**801 + 1) for i in range(500)] for _ in range(1)]
"""


def make(folder, world):
    world.attack(folder, SOURCE, "q1_paper.py")
