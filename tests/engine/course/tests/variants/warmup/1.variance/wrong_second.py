"""earns half

The first is right.
"""


def variance():
    return [8.667, 3.5]
