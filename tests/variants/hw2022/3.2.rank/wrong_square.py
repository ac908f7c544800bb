"""earns nothing

The size of the middle matrix.
"""


def rank(n, d):
    return d**2
