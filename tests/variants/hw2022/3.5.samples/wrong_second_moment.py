"""earns nothing: second moment

Without the mean.
"""

from notation import *


def samples(q, k, tau):
    return exp(norm(q + k) ** 2) / tau**2
