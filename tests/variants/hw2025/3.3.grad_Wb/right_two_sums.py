"""earns all

Split into two sums, in symbols of sympy.
"""

import sympy
from notation import *


def grad_Wb(x, hf, hb, grad_hf, grad_hb, T):
    k = sympy.symbols('k', integer=True)
    outer = grad_hb[k] * x[k].T
    return Sum(outer, (k, 1, T)) - Sum(diag(hb[k]**2) * outer, (k, 1, T))
