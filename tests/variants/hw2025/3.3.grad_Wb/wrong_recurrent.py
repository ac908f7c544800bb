"""earns nothing

The next state in place of the input: the gradient of U.
"""

from notation import *


def grad_Wb(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol('t')
    return Sum(diag(1 - hb[t]**2) * grad_hb[t] * hb[t + 1].T, (t, 1, T))
