"""earns half: factor 2

As if the loss had a half in front.
"""

from notation import *


def grad_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return -Vb.T * (z[t] - y[t])
