"""earns nothing: shape

A scalar: the row stands first.
"""

from notation import *


def grad_Wb(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol('t')
    return Sum(x[t].T * diag(1 - hb[t]**2) * grad_hb[t], (t, 1, T))
