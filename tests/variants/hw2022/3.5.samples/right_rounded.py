"""earns all: rounded up to a whole number

A number of draws is whole.
"""

from notation import *


def samples(q, k, tau):
    return ceiling((exp(norm(q + k) ** 2) - 1) / tau**2)
