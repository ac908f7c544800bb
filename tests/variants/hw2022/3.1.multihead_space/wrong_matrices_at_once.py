"""earns 1/4: matrices at once

All matrices at once, and beside them what one head takes.
"""


def multihead_space(n, d, h):
    return h * n**2 + 4 * n * d
