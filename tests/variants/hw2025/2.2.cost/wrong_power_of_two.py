"""earns nothing: not_bound

Forgets the size of the vocabulary.
"""


def cost(N, T):
    return T * 2**T
