"""earns 0

Adds up choices that multiply.
"""


def count(N, T):
    return N * T
