"""earns all

The gradient of the pre-activation, elementwise.
"""

from notation import *


def grad_Uf(x, hf, hb, grad_hf, grad_hb, T):
    s = Symbol('s')
    delta = hadamard(1 - hf[s]**2, grad_hf[s])
    return Sum(delta * hf[s - 1].T, (s, 1, T))
