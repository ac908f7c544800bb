"""earns half: transpose

Indices of the matrix exchanged.
"""

from notation import *


def entry_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    return (1 - hf[t + 1][i]**2) * Uf[j, i]
