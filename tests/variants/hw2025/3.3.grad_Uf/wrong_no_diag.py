"""earns half: diag

A column in the place of a diagonal matrix.
"""

from notation import *


def grad_Uf(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol('t')
    return Sum((1 - hf[t]**2) * grad_hf[t] * hf[t - 1].T, (t, 1, T))
