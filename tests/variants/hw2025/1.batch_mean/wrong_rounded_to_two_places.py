"""earns nothing

Two places are not enough.
"""


def batch_mean():
    return [2.58, 2.92]
