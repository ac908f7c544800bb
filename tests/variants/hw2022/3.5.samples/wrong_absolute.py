"""earns nothing: absolute

Not relative.
"""

from notation import *


def samples(q, k, tau):
    return exp(2 * q.T * k) * (exp(norm(q + k) ** 2) - 1) / tau**2
