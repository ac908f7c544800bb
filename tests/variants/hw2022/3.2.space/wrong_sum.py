"""earns nothing: not_bound

A sum for a product.
"""


def separable_space(n, d):
    return n + d**2
