"""earns 0

Sums, not divided.
"""


def layer_mean():
    return [19, 12, 15, 20]
