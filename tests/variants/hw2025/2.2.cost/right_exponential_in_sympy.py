"""earns all: every prefix evaluated once

The same in sympy.
"""

import sympy


def cost(N, T):
    return sympy.exp(T * sympy.log(N))
