"""earns half: order

The error as a row, and the rest as it would stand beside a column.
"""

from notation import *


def grad_Wb(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol("t")
    return Sum(grad_hb[t].T * diag(1 - hb[t] ** 2) * x[t].T, (t, 1, T))
