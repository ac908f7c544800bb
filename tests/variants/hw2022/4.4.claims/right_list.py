"""earns 3

A list.
"""


def claims():
    return [True, False, True, False, True, False]
