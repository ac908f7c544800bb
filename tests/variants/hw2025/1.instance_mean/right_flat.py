"""earns all

The eight numbers in reading order.
"""


def instance_mean():
    return [2.6667, 3.6667, 2.3333, 1.6667, 2, 3, 3.3333, 3.3333]
