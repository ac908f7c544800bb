"""earns nothing: not_bound

Takes no word twice: where the sequence is as long as the vocabulary, far fewer are left.
"""

from notation import factorial


def cost(N, T):
    return T * factorial(N) / factorial(N - T)
