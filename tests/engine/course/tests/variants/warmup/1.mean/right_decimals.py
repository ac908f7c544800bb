"""earns all

As decimals.
"""


def mean():
    return [4.0, 3.0]
