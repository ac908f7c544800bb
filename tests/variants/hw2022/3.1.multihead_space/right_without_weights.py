"""earns all: the weights of the projections not counted

Activations only.
"""


def multihead_space(n, d, h):
    return n**2 + n * h * d
