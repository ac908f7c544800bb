"""earns all

Everything is replaced down to the inputs.
"""

from notation import *


def grad_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    state = tanh(Wf * x[t] + Uf * hf[t - 1])
    return Vb.T * (Vf * state + Vb * hb[t] - z[t]) * 2
