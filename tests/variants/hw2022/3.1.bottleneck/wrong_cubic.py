"""earns 0: loose

n products of n×n.
"""


def bottleneck(n):
    return n**3
