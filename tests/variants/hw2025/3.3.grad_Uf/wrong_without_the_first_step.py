"""earns nothing: off_by_one

As if hf[0] were 0.
"""

from notation import *


def grad_Uf(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol('t')
    return Sum(diag(1 - hf[t]**2) * grad_hf[t] * hf[t - 1].T, (t, 2, T))
