"""earns all

As a float.
"""


def halving(m):
    return 4.0
