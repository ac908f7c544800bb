"""earns half: transpose

Two columns are multiplied.
"""

from notation import *


def grad_Uf(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol('t')
    return Sum(diag(1 - hf[t]**2) * grad_hf[t] * hf[t - 1], (t, 1, T))
