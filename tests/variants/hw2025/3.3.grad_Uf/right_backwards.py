"""earns all

Backpropagation through time: from the last step to the first.
"""

from notation import *


def grad_Uf(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol('t')
    k = T + 1 - t
    return Sum(diag(1 - hf[k]**2) * grad_hf[k] * hf[k - 1].T, (t, 1, T))
