"""earns nothing

The other direction's matrix and state.
"""

from notation import *


def entry_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    return (1 - hb[t + 1][i]**2) * Ub[i, j]
