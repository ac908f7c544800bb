"""earns all

Head by head, with sympy's sum.
"""

from sympy import Sum, Symbol


def multihead_time(n, d, h):
    i = Symbol("i")
    return Sum(3 * n * d**2 + 2 * n**2 * d, (i, 1, h)) + h * n * d**2
