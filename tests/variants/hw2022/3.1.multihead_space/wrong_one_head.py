"""earns half: one head

Nothing of a head is kept.
"""


def multihead_space(n, d, h):
    return n**2 + n * d
