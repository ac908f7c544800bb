"""earns nothing: features forgotten

What goes in and comes out.
"""


def approx_space(n, m, d):
    return n * d + m * d
