"""earns 0

A half is neither.
"""


def necessary():
    return 0.5
