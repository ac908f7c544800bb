"""earns all: the weights of the projections counted

With the projection matrices.
"""


def head_space(n, d, h):
    return n**2 + n * d + 3 * d**2
