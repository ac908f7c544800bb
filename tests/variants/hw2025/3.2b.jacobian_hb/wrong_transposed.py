"""earns half: transpose

The transposed Jacobian.
"""

from notation import *


def jacobian_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return Ub.T * diag(1 - hb[t - 1]**2)
