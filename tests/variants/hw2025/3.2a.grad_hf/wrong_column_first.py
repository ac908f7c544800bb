"""earns half: transpose

As with arrays of one side, which are rows and columns at once.
"""

from notation import *


def grad_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return -2 * (z[t] - y[t]) * Vf
