"""earns nothing

Adds up choices that multiply.
"""


def count(N, T):
    return N * T
