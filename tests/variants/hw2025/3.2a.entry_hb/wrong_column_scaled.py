"""earns nothing: other entry

Columns are scaled in place of rows.
"""

from notation import *


def entry_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    return (1 - hb[t - 1][j]**2) * Ub[i, j]
