"""earns half: narrow heads

One head with its weights, and nothing of the others.
"""

from notation import *


def multihead_space(n, d, h):
    return (n + d) ** 2
