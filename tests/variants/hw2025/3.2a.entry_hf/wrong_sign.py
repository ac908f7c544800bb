"""earns half: sign

h² − 1.
"""

from notation import *


def entry_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    return (hf[t + 1][i]**2 - 1) * Uf[i, j]
