"""earns nothing

The largest alone.
"""


def width():
    return [8, 5]
