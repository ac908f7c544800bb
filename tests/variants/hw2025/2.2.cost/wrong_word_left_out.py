"""earns nothing: not_bound

Leaves the end of the sequence out of the vocabulary.
"""


def cost(N, T):
    return T * (N - 1) ** T
