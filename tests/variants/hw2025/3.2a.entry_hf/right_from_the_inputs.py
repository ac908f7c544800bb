"""earns all

1 − tanh² of the pre-activation; two indices at once.
"""

from notation import *


def entry_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    new_state = tanh(Wf * x[t + 1] + Uf * hf[t])
    return Uf[i, j] * (1 - new_state[i]) * (1 + new_state[i])
