"""earns half: transpose

The matrix transposed alone.
"""

from notation import *


def jacobian_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return diag(1 - hf[t + 1]**2) * Uf.T
