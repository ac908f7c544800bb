"""earns all

Writes every power with exp and log.
"""

from notation import *


def count(N, T):
    return exp(T * log(N))
