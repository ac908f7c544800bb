"""earns all

Relative to the square of the mean.
"""

from notation import *


def variance(q, k, m):
    softmax_kernel = exp(T(k) * q)
    relative = exp(norm(q + k) ** 2) - 1
    return softmax_kernel**2 * relative / m
