"""earns all

The entry of the pre-activation is made first.
"""

from notation import *


def entry_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    a = Wb * x[t - 1] + Ub * hb[t]
    return (1 - tanh(a[i])**2) * Ub[i, j]
