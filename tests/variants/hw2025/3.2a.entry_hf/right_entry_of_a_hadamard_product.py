"""earns all

The Jacobian first, each of its rows scaled by a vector of ones, then its entry.
"""

from notation import *


def entry_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    slope = ones("d") - hadamard(hf[t + 1], hf[t + 1])
    return hadamard(slope * ones(1, "d"), Uf)[i, j]
