"""earns nothing

Of all numbers together.
"""


def width():
    return 7
