"""earns all

y_t is replaced by its definition.
"""

from notation import *


def grad_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return 2 * T(Vf) * (Vf * hf[t] + Vb * hb[t] - z[t])
