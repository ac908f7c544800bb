"""earns nothing: loose

A power of d too many.
"""


def separable_time(n, d):
    return n * d**3
