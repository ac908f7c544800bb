"""earns all

The last step stands by itself.
"""

from notation import *


def grad_Uf(x, hf, hb, grad_hf, grad_hb, T):
    def step(t):
        return diag(1 - hf[t]**2) * grad_hf[t] * hf[t - 1].T

    s = Symbol('s')
    return step(T) + Sum(step(s), (s, 1, T - 1))
