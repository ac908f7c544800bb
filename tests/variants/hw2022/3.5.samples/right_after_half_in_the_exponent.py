"""earns all: followed

Going on from a variance with half of the exponent.
"""

from notation import *


def variance(q, k, m):
    return exp(2 * q.T * k) * (exp(norm(q + k) ** 2 / 2) - 1) / m


def samples(q, k, tau):
    return (exp(norm(q + k) ** 2 / 2) - 1) / tau**2
