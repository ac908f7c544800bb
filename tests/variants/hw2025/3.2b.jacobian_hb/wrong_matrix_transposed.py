"""earns half: transpose

The matrix transposed alone.
"""

from notation import *


def jacobian_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return diag(1 - hb[t - 1]**2) * Ub.T
