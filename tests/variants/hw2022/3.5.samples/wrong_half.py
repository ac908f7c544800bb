"""earns half: half in the exponent

The exponent of the mean.
"""

from notation import *


def samples(q, k, tau):
    return (exp(norm(q + k) ** 2 / 2) - 1) / tau**2
