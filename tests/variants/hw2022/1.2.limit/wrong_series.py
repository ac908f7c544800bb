"""earns nothing

Sums the bounds instead.
"""


def limit(delta, T):
    return delta / (1 - delta)
