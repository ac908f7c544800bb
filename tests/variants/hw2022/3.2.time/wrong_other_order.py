"""earns nothing: other order

From left to right.
"""


def separable_time(n, d):
    return n**2 * d
