"""earns all

A d³ that d ≤ n makes small.
"""


def separable_time(n, d):
    return 2 * n * d**2 + d**3
