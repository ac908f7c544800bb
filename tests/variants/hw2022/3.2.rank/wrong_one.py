"""earns nothing: rank one

A product of two vectors.
"""


def rank(n, d):
    return 1
