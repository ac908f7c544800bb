"""earns half: transpose

Indices of the matrix exchanged.
"""

from notation import *


def entry_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    return (1 - hb[t - 1][i]**2) * Ub[j, i]
