"""earns nothing: linear

The projections.
"""


def bottleneck(n):
    return n
