"""earns nothing: symbol

The other direction's matrix.
"""

from notation import *


def grad_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return -2 * Vb.T * (z[t] - y[t])
