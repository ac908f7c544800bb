"""earns nothing: loose

Features against features.
"""


def approx_time(n, m, d):
    return n * m * d + n * m**2
