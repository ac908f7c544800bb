"""earns 0

Everything is true.
"""


def claims():
    return [True] * 6
