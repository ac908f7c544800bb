"""earns all

From the variance of one draw.
"""

from notation import *


def samples(q, k, tau):
    one = exp(2 * q.T * k) * (exp(norm(q + k) ** 2) - 1)
    return one / (tau * exp(q.T * k)) ** 2
