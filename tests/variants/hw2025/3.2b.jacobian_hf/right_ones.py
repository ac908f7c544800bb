"""earns all

Written with a vector of ones, and @.
"""

from notation import *


def jacobian_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    d = dimension('d')
    return diag(ones(d) - hadamard(hf[t + 1], hf[t + 1])) @ Uf
