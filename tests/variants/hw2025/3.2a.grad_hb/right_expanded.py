"""earns all

The product is multiplied out.
"""

from notation import *


def grad_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return 2 * Vb.T * y[t] - 2 * Vb.T * z[t]
