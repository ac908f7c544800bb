"""earns nothing: variance

The variance is proportional to 1/m.
"""


def halving(m):
    return 2
