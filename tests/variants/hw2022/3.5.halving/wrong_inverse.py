"""earns nothing: inverse

The other way round.
"""


def halving(m):
    return 1 / 4
