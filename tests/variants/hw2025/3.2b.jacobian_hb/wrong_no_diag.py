"""earns half: diag

A column in the place of a diagonal matrix.
"""

from notation import *


def jacobian_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return (1 - hb[t - 1]**2) * Ub
