"""earns half: diag

A column in the place of a diagonal matrix.
"""

from notation import *


def grad_Wb(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol('t')
    return Sum((1 - hb[t]**2) * grad_hb[t] * x[t].T, (t, 1, T))
