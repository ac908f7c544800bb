"""earns all: followed

Going on from an entry and a Jacobian with the derivative at the earlier state.
"""

from notation import *


def entry_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    return (1 - hf[t][i] ** 2) * Uf[i, j]


def jacobian_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return diag(1 - hf[t] ** 2) * Uf


def grad_Uf(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol("t")
    return Sum(diag(1 - hf[t - 1] ** 2) * grad_hf[t] * hf[t - 1].T, (t, 1, T))
