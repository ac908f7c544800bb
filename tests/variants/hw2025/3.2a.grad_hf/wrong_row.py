"""earns half: transpose

The row-vector form.
"""

from notation import *


def grad_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return -2 * (z[t] - y[t]).T * Vf
