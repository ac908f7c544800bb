"""earns all: followed

Going on from a time that is linear in n.
"""


def multihead_time(n, d, h):
    return h * n * d**2


def bottleneck(n):
    return n
