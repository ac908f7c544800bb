"""earns nothing: loose

n products of n×n.
"""


def bottleneck(n):
    return n**3
