"""earns nothing: symbol

The other direction's matrix.
"""

from notation import *


def grad_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return -2 * Vf.T * (z[t] - y[t])
