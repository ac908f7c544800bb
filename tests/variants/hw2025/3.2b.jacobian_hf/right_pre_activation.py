"""earns all

By tanh′ of the pre-activation.
"""

from notation import *


def jacobian_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    a = Wf * x[t + 1] + Uf * hf[t]
    return diag(1 - tanh(a)**2) * Uf
