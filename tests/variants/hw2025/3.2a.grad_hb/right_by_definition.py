"""earns all

y_t is replaced by its definition.
"""

from notation import *


def grad_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return 2 * T(Vb) * (Vf * hf[t] + Vb * hb[t] - z[t])
