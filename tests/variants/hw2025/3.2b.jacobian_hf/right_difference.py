"""earns all

The identity minus a diagonal matrix.
"""

from notation import *


def jacobian_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    H = diag(hf[t + 1])
    d = dimension('d')
    return (eye(d) - H * H) * Uf
