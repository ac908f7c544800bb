"""earns all

1 − tanh² of the pre-activation; two indices at once.
"""

from notation import *


def entry_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    new_state = tanh(Wb * x[t - 1] + Ub * hb[t])
    return Ub[i, j] * (1 - new_state[i]) * (1 + new_state[i])
