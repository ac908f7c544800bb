"""A fraction with a denominator of a billion digits, for the grader to compare."""

LOST = ("1.count",)

SOURCE = """
import sympy
from sympy import Pow, Sum

def doubling(N, T):
    x = N + sympy.exp(T)
    for _ in range(200):
        x = sympy.Add(sympy.Mul(x, x, evaluate=False), x, evaluate=False)
    return x

def count(N, T): return N * T + Pow(Pow(Pow(sympy.Rational(1, 2), 1000, evaluate=False), 1000, evaluate=False), 1000, evaluate=False)
"""


def make(folder, world):
    world.attack(folder, SOURCE, "q1_paper.py")
