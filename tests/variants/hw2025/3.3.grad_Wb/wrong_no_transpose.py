"""earns half: transpose

Two columns are multiplied.
"""

from notation import *


def grad_Wb(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol('t')
    return Sum(diag(1 - hb[t]**2) * grad_hb[t] * x[t], (t, 1, T))
