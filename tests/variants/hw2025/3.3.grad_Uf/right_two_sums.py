"""earns all

Split into two sums, in symbols of sympy.
"""

import sympy
from notation import *


def grad_Uf(x, hf, hb, grad_hf, grad_hb, T):
    k = sympy.symbols('k', integer=True)
    outer = grad_hf[k] * hf[k - 1].T
    return Sum(outer, (k, 1, T)) - Sum(diag(hf[k]**2) * outer, (k, 1, T))
