"""earns half: transpose

The transpose of the right sum.
"""

from notation import *


def grad_Wb(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol('t')
    return Sum(x[t] * grad_hb[t].T * diag(1 - hb[t]**2), (t, 1, T))
