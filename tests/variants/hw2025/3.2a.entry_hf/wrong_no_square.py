"""earns half: root

1 − h for 1 − h².
"""

from notation import *


def entry_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    return (1 - hf[t + 1][i]) * Uf[i, j]
