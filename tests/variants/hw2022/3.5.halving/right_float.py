"""earns 1/2

As a float.
"""


def halving(m):
    return 4.0
