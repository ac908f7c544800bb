"""earns all

Norms written out.
"""

from notation import *


def samples(q, k, tau):
    return tau**-2 * (exp(T(q) * q + 2 * T(q) * k + T(k) * k) - 1)
