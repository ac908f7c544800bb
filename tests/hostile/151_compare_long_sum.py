"""A sum of a billion terms, for the grader to compare."""

LOST = ("1.count",)

SOURCE = """
import sympy
from sympy import Pow, Sum

def doubling(N, T):
    x = N + sympy.exp(T)
    for _ in range(200):
        x = sympy.Add(sympy.Mul(x, x, evaluate=False), x, evaluate=False)
    return x

def count(N, T): return Sum(1 / (sympy.Symbol('i') ** 2 + N), (sympy.Symbol('i'), 1, 10**9))
"""


def make(folder, world):
    world.attack(folder, SOURCE, "q1_paper.py")
