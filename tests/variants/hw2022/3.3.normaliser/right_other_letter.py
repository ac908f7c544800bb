"""earns all

Another letter, the transpose as a function.
"""

from notation import *


def normaliser(q, k, i, n, d):
    s = Symbol("s")
    return Sum(exp(T(q[i]) * k[s]), (s, 1, n))
