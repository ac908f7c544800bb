"""earns all

Zero, as a float.
"""


def sufficient():
    return 0.0
