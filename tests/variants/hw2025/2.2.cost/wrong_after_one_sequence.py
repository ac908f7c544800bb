"""earns nothing

With one sequence nothing would be left to do.
"""


def count(N, T):
    return 1


def cost(N, T):
    return T
