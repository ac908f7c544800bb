"""earns all

The entry by two indices of the sequence; a power as a product.
"""

from notation import *


def entry_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    h = hb[t - 1, i]
    return (1 - h * h) * Ub[i, j]
