"""earns 0: new number

The new m.
"""


def halving(m):
    return 4 * m
