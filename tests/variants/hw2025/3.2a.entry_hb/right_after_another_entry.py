"""earns all: followed

The slip of the forward entry once more.
"""

from notation import *


def entry_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    return (1 - hf[t + 1][j] ** 2) * Uf[i, j]


def entry_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    return (1 - hb[t - 1][j] ** 2) * Ub[i, j]
