"""earns nothing: not_bound

The cost of greedy decoding.
"""


def cost(N, T):
    return T * N
