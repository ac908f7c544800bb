"""earns all

Leaves a constant and a dominated term.
"""


def cost(N, T):
    return 3 * T * N**T + N**T
