"""earns all

Multiplied out.
"""

from notation import *


def entry_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    return Uf[i, j] - hf[t + 1][i]**2 * Uf[i, j]
