"""earns half: order

The error as a row, and the rest as it would stand beside a column.
"""

from notation import *


def grad_Uf(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol("t")
    return Sum(grad_hf[t].T * diag(1 - hf[t] ** 2) * hf[t - 1].T, (t, 1, T))
