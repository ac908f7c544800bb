"""earns all

Term by term.
"""

from notation import *


def samples(q, k, tau):
    return exp(norm(q + k) ** 2) / tau**2 - 1 / tau**2
