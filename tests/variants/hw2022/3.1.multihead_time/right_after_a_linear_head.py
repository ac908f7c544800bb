"""earns all: followed

Going on from a head whose time is linear in n.
"""


def head_time(n, d, h):
    return n * d**2


def multihead_time(n, d, h):
    return h * n * d**2
