"""earns half: outputs added up

The heads are summed, not put side by side.
"""


def multihead_space(n, d, h):
    return n**2 + n * d + h * d**2
