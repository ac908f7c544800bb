"""earns nothing

The numbers of the true ones: which of the others are false is not said.
"""


def claims():
    return [1, 3, 5]
