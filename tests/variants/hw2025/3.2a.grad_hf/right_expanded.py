"""earns all

The product is multiplied out.
"""

from notation import *


def grad_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return 2 * Vf.T * y[t] - 2 * Vf.T * z[t]
