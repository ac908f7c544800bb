"""Numbers in place of numbers: towers of powers for exact fractions."""

LOST = ("1.means",)

SOURCE = """
import sympy
from sympy import Pow

def tower(base, exponent, height):
    x = sympy.Rational(1, base)
    for _ in range(height):
        x = Pow(x, exponent, evaluate=False)
    return x

def count(N, T): return N * T

def means(): return [tower(2, 1000, 6), tower(3, 999, 6)]
"""


def make(folder, world):
    world.attack(folder, SOURCE, "q1_paper.py")
