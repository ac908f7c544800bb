"""earns half: heads at once

Every head keeps its matrix.
"""


def multihead_space(n, d, h):
    return h * (n**2 + n * d + d**2)
