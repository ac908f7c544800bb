"""earns nothing

Medians.
"""


def mean():
    return [3, 2]
