"""earns half

Two of four are right.
"""


def layer_variance():
    return [65 / 36, 1, 11 / 10, 9 / 8]
