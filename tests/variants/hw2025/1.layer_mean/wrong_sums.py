"""earns nothing

Sums, not divided.
"""


def layer_mean():
    return [19, 12, 15, 20]
