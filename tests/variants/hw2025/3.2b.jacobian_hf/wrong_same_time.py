"""earns nothing: off_by_one

The state that is differentiated by.
"""

from notation import *


def jacobian_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return diag(1 - hf[t]**2) * Uf
