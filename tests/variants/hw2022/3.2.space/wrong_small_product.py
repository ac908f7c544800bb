"""earns nothing: small product alone

Only the matrix in the middle.
"""


def separable_space(n, d):
    return d**2
