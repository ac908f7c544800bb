"""earns nothing

The diagonal matrix at the end: the shapes fit, the product is another.
"""

from notation import *


def grad_Uf(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol('t')
    return Sum(grad_hf[t] * hf[t - 1].T * diag(1 - hf[t]**2), (t, 1, T))
