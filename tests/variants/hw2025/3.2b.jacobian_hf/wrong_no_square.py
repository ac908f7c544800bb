"""earns half: root

1 − h for 1 − h².
"""

from notation import *


def jacobian_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return diag(1 - hf[t + 1]) * Uf
