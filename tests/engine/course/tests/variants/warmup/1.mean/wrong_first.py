"""earns half

The second is right.
"""


def mean():
    return [3, 3]
