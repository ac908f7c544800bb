"""earns all

Second moment minus the square of the mean.
"""

from notation import *


def variance(q, k, m):
    second = exp(2 * norm(q + k) ** 2 - norm(q) ** 2 - norm(k) ** 2)
    mean = exp(q.T * k)
    return (second - mean**2) / m
