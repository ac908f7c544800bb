"""earns half: order

The other order that does not fit.
"""

from notation import *


def grad_Wb(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol('t')
    return Sum(diag(1 - hb[t]**2) * x[t].T * grad_hb[t], (t, 1, T))
