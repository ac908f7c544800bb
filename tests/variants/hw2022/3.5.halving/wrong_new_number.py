"""earns nothing: new number

The new m.
"""


def halving(m):
    return 4 * m
