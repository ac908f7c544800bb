"""earns all: followed

Going on from a Jacobian in which tanh is not differentiated.
"""

from notation import *


def jacobian_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return Ub


def grad_Wb(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol("t")
    return Sum(grad_hb[t] * x[t].T, (t, 1, T))
