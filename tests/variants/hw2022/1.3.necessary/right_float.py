"""earns 3/2

One, as a float.
"""


def necessary():
    return 1.0
