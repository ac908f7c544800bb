"""earns nothing: shape

A scalar: the row stands first.
"""

from notation import *


def grad_Uf(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol('t')
    return Sum(hf[t - 1].T * diag(1 - hf[t]**2) * grad_hf[t], (t, 1, T))
