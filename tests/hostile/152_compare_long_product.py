"""A product of products without end, for the grader to compare."""

LOST = ("1.count",)

SOURCE = """
import sympy
from sympy import Pow, Sum

def doubling(N, T):
    x = N + sympy.exp(T)
    for _ in range(200):
        x = sympy.Add(sympy.Mul(x, x, evaluate=False), x, evaluate=False)
    return x

def count(N, T): return sympy.Product(sympy.Product(sympy.Product(sympy.Symbol('i') + sympy.Symbol('j') + sympy.Symbol('k'), (sympy.Symbol('i'), 1, N**9)), (sympy.Symbol('j'), 1, N**9)), (sympy.Symbol('k'), 1, N**9))
"""


def make(folder, world):
    world.attack(folder, SOURCE, "q1_paper.py")
