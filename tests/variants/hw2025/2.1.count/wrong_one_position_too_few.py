"""earns nothing

Takes T for the length with <BOS>.
"""


def count(N, T):
    return N ** (T - 1)
