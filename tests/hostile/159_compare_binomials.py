"""Binomial coefficients of huge numbers, for the grader to compare."""

LOST = ("1.count",)

SOURCE = """
import sympy
from sympy import Pow, Sum

def doubling(N, T):
    x = N + sympy.exp(T)
    for _ in range(200):
        x = sympy.Add(sympy.Mul(x, x, evaluate=False), x, evaluate=False)
    return x

def count(N, T): return sympy.binomial(10**9 * N, 5 * 10**8 * T)
"""


def make(folder, world):
    world.attack(folder, SOURCE, "q1_paper.py")
