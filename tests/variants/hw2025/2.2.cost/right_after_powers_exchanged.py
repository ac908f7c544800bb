"""earns all: followed

Going on from T^N sequences.
"""


def count(N, T):
    return T**N


def cost(N, T):
    return T * T**N
