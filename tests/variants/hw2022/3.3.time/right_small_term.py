"""earns all

With what n ≫ m and n ≫ d make small.
"""


def approx_time(n, m, d):
    return 2 * n * m * d + m**2 * d + m * d**2
