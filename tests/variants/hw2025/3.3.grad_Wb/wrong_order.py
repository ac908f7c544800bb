"""earns half: order

Factors in the order of the chain rule on scalars.
"""

from notation import *


def grad_Wb(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol('t')
    return Sum(grad_hb[t] * diag(1 - hb[t]**2) * x[t].T, (t, 1, T))
