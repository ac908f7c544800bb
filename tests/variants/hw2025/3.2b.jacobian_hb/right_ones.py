"""earns all

Written with a vector of ones, and @.
"""

from notation import *


def jacobian_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    d = dimension('d')
    return diag(ones(d) - hadamard(hb[t - 1], hb[t - 1])) @ Ub
