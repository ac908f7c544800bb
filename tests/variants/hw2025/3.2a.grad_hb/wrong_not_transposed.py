"""earns half: not transposed

V for its transpose.
"""

from notation import *


def grad_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return -2 * Vb * (z[t] - y[t])
