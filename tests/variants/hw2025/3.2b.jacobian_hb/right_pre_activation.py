"""earns all

By tanh′ of the pre-activation.
"""

from notation import *


def jacobian_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    a = Wb * x[t - 1] + Ub * hb[t]
    return diag(1 - tanh(a)**2) * Ub
