"""earns half: not transposed

V for its transpose.
"""

from notation import *


def grad_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return -2 * Vf * (z[t] - y[t])
