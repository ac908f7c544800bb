"""earns all

The last step stands by itself.
"""

from notation import *


def grad_Wb(x, hf, hb, grad_hf, grad_hb, T):
    def step(t):
        return diag(1 - hb[t]**2) * grad_hb[t] * x[t].T

    s = Symbol('s')
    return step(T) + Sum(step(s), (s, 1, T - 1))
