"""earns all

Three operations for each number.
"""


def cost(t, d):
    return 3 * t * d + d
