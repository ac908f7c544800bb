"""earns half: sign

The inner derivative was forgotten.
"""

from notation import *


def grad_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return 2 * Vb.T * (z[t] - y[t])
