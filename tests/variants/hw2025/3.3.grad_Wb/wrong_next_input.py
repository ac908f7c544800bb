"""earns nothing: off_by_one

The input of the next step.
"""

from notation import *


def grad_Wb(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol('t')
    return Sum(diag(1 - hb[t]**2) * grad_hb[t] * x[t + 1].T, (t, 1, T))
