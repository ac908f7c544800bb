"""earns nothing

Everything is true.
"""


def claims():
    return [True] * 6
