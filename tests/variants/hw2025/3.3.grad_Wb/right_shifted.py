"""earns all

The sum runs from 0.
"""

from notation import *


def grad_Wb(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol('t')
    return Sum(diag(1 - hb[t + 1]**2) * grad_hb[t + 1] * x[t + 1].T, (t, 0, T - 1))
