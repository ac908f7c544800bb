"""earns nothing: time

The time.
"""


def separable_space(n, d):
    return n * d**2
