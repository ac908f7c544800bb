"""earns all

The entries below the diagonal.
"""


def bottleneck(n):
    return n * (n - 1) / 2
