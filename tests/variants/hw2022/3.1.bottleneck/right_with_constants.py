"""earns all

With what is left of the linear part.
"""


def bottleneck(n):
    return 2 * n**2 + 4 * n
