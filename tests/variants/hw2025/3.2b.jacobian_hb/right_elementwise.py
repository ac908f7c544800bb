"""earns all

Each column is scaled elementwise.
"""

from notation import *


def jacobian_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    h = hb[t - 1]
    d = dimension('d')
    return hadamard((1 - h**2) * ones(d).T, Ub)
