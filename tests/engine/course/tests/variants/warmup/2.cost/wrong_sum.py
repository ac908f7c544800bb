"""earns nothing

A sum for the product.
"""


def cost(t, d):
    return t + d
