"""earns nothing

Not divided.
"""


def variance():
    return [26, 6]
