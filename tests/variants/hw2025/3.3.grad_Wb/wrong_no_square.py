"""earns half: root

1 − h for 1 − h².
"""

from notation import *


def grad_Wb(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol('t')
    return Sum(diag(1 - hb[t]) * grad_hb[t] * x[t].T, (t, 1, T))
