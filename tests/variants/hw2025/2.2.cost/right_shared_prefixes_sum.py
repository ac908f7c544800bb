"""earns all: every prefix evaluated once

Adds up the levels of the tree.
"""

from sympy import Sum, Symbol


def cost(N, T):
    t = Symbol("t")
    return Sum(N**t, (t, 1, T))
