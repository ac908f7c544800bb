"""earns all

Where d ≤ n the d×d matrix is small.
"""


def separable_space(n, d):
    return n * d
