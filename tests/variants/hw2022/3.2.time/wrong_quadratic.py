"""earns nothing: not_bound

Quadratic in n.
"""


def separable_time(n, d):
    return n**2
