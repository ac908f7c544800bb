"""earns nothing

The diagonal matrix at the end: the shapes fit, the product is another.
"""

from notation import *


def grad_Wb(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol('t')
    return Sum(grad_hb[t] * x[t].T * diag(1 - hb[t]**2), (t, 1, T))
