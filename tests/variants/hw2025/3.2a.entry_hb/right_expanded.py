"""earns all

Multiplied out.
"""

from notation import *


def entry_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    return Ub[i, j] - hb[t - 1][i]**2 * Ub[i, j]
