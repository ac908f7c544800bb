"""earns all

The head's dimensions together.
"""


def multihead_space(n, d, h):
    return n**2 + h * d * (n + d)
