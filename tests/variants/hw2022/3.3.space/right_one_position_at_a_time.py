"""earns all: the features of one position at a time

What goes in and comes out.
"""


def approx_space(n, m, d):
    return n * d + m * d
