"""earns nothing

Swaps base and exponent.
"""


def count(N, T):
    return T**N
