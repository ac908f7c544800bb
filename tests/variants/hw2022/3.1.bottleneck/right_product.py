"""earns 1

As a product.
"""


def bottleneck(n):
    return n * n
