"""earns all

An entry of the whole Jacobian.
"""

from notation import *


def entry_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    J = diag(1 - hf[t + 1]**2) * Uf
    return J[i, j]
