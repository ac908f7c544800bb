"""earns 0: entries counted

Reading everything once.
"""


def approx_time(n, m, d):
    return n * (m + d)
