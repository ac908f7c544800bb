"""earns 1/2

The new m divided by the old one.
"""


def halving(m):
    new = 4 * m
    return new / m
