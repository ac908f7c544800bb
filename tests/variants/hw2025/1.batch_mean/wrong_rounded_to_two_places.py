"""earns 0

Two places are not enough.
"""


def batch_mean():
    return [2.58, 2.92]
