"""earns 0: linear

The projections.
"""


def bottleneck(n):
    return n
