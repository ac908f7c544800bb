"""earns nothing: tanh not differentiated

The activation is forgotten.
"""

from notation import *


def grad_Wb(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol('t')
    return Sum(grad_hb[t] * x[t].T, (t, 1, T))
