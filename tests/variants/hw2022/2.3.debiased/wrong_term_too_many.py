"""earns half: term too many

Adds a term.
"""

from notation import *


def debiased(v, beta, t):
    return v / (1 - beta**t) + beta**t * ones("d")
