"""earns all

As decimals.
"""


def variance():
    return [8.667, 2]
