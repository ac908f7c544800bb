"""earns nothing

The other direction's matrix and state.
"""

from notation import *


def entry_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    return (1 - hf[t - 1][i]**2) * Uf[i, j]
