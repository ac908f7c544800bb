"""earns all

A list.
"""


def claims():
    return [True, False, True, False, True, False]
