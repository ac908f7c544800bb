"""earns nothing: entries counted

Reading everything once.
"""


def approx_time(n, m, d):
    return n * (m + d)
