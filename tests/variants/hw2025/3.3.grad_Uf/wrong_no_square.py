"""earns half: root

1 − h for 1 − h².
"""

from notation import *


def grad_Uf(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol('t')
    return Sum(diag(1 - hf[t]) * grad_hf[t] * hf[t - 1].T, (t, 1, T))
