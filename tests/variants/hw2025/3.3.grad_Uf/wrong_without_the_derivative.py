"""earns nothing: tanh not differentiated

The activation is forgotten.
"""

from notation import *


def grad_Uf(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol('t')
    return Sum(grad_hf[t] * hf[t - 1].T, (t, 1, T))
