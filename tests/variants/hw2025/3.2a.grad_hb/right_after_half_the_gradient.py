"""earns all: followed

The slip of the forward gradient once more.
"""

from notation import *


def grad_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return -T(Vf) * (z[t] - y[t])


def grad_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return -T(Vb) * (z[t] - y[t])
