"""earns all

As a strange quotient.
"""

from notation import *


def rank(d, r, m):
    return r * d / d
