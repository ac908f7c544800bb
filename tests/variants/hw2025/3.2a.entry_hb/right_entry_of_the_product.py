"""earns all

An entry of the whole Jacobian.
"""

from notation import *


def entry_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    J = diag(1 - hb[t - 1]**2) * Ub
    return J[i, j]
