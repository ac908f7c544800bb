"""earns all

The new m divided by the old one.
"""


def halving(m):
    new = 4 * m
    return new / m
