"""earns nothing

That of separable attention.
"""


def approx_time(n, m, d):
    return n * d**2
