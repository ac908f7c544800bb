"""earns nothing: tanh not differentiated

The activation is forgotten.
"""

from notation import *


def jacobian_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return Ub
