"""earns half: order

The other order that does not fit.
"""

from notation import *


def grad_Uf(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol('t')
    return Sum(diag(1 - hf[t]**2) * hf[t - 1].T * grad_hf[t], (t, 1, T))
