"""earns all

The sum runs from 0.
"""

from notation import *


def grad_Uf(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol('t')
    return Sum(diag(1 - hf[t + 1]**2) * grad_hf[t + 1] * hf[t].T, (t, 0, T - 1))
