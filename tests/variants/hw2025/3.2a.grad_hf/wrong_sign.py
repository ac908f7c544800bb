"""earns half: sign

The inner derivative was forgotten.
"""

from notation import *


def grad_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return 2 * Vf.T * (z[t] - y[t])
