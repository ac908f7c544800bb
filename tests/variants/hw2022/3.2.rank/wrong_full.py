"""earns nothing: full rank

An n×n matrix.
"""


def rank(n, d):
    return n
