"""earns nothing

A half is neither.
"""


def necessary():
    return 0.5
