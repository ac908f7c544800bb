"""earns nothing

Assigned at every step in place of accumulated: the last step is left.
"""

from notation import *


def grad_Uf(x, hf, hb, grad_hf, grad_hb, T):
    dW = 0
    for t in [T]:
        dW = diag(1 - hf[t]**2) * grad_hf[t] * hf[t - 1].T
    return dW
