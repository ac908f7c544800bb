"""earns half: order

Factors in the order of the chain rule on scalars.
"""

from notation import *


def grad_Uf(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol('t')
    return Sum(grad_hf[t] * diag(1 - hf[t]**2) * hf[t - 1].T, (t, 1, T))
