"""earns nothing

The inputs in place of the states: the gradient of W.
"""

from notation import *


def grad_Uf(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol('t')
    return Sum(diag(1 - hf[t]**2) * grad_hf[t] * x[t].T, (t, 1, T))
