"""earns all

Backpropagation through time: from the last step to the first.
"""

from notation import *


def grad_Wb(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol('t')
    k = T + 1 - t
    return Sum(diag(1 - hb[k]**2) * grad_hb[k] * x[k].T, (t, 1, T))
