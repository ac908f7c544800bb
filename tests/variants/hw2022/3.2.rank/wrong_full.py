"""earns 0: full rank

An n×n matrix.
"""


def rank(n, d):
    return n
