"""earns nothing: other entry

Columns are scaled in place of rows.
"""

from notation import *


def entry_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    return (1 - hf[t + 1][j]**2) * Uf[i, j]
