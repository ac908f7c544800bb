"""earns 3/2

Zero, as a float.
"""


def sufficient():
    return 0.0
