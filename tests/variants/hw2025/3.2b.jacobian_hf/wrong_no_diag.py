"""earns half: diag

A column in the place of a diagonal matrix.
"""

from notation import *


def jacobian_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return (1 - hf[t + 1]**2) * Uf
