"""earns nothing

Thinks that <BOS> cannot come again.
"""


def count(N, T):
    return (N - 1) ** T
