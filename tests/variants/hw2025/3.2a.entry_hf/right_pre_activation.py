"""earns all

The entry of the pre-activation is made first.
"""

from notation import *


def entry_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    a = Wf * x[t + 1] + Uf * hf[t]
    return (1 - tanh(a[i])**2) * Uf[i, j]
