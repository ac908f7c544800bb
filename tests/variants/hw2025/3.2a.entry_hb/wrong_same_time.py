"""earns nothing: off_by_one

The state that is differentiated by.
"""

from notation import *


def entry_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    return (1 - hb[t][i]**2) * Ub[i, j]
