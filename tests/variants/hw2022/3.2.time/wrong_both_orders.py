"""earns nothing: other order

Both orders added.
"""


def separable_time(n, d):
    return n**2 * d + n * d**2
