"""earns all

One, as a float.
"""


def necessary():
    return 1.0
