"""earns half: transpose

The transposed Jacobian.
"""

from notation import *


def jacobian_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return Uf.T * diag(1 - hf[t + 1]**2)
