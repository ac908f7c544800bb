"""earns all

A tuple.
"""


def width():
    return 7, 3
