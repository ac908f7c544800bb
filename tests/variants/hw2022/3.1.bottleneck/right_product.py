"""earns all

As a product.
"""


def bottleneck(n):
    return n * n
