"""earns all

The gradient of the pre-activation, elementwise.
"""

from notation import *


def grad_Wb(x, hf, hb, grad_hf, grad_hb, T):
    s = Symbol('s')
    delta = hadamard(1 - hb[s]**2, grad_hb[s])
    return Sum(delta * x[s].T, (s, 1, T))
