"""earns half: transpose

The error as a row, in an order that exists.
"""

from notation import *


def grad_Uf(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol("t")
    return Sum(hf[t - 1] * grad_hf[t].T * diag(1 - hf[t] ** 2), (t, 1, T))
