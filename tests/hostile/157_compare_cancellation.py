"""A difference that only thousands of digits show, for the grader to compare."""

LOST = ()
MAY_LOSE = ("1.count",)

SOURCE = """
import sympy
from sympy import Pow, Sum

def doubling(N, T):
    x = N + sympy.exp(T)
    for _ in range(200):
        x = sympy.Add(sympy.Mul(x, x, evaluate=False), x, evaluate=False)
    return x

def count(N, T): return N * T + sympy.exp(-sympy.exp(N * 10 + T))
"""


def make(folder, world):
    world.attack(folder, SOURCE, "q1_paper.py")
