"""earns nothing: all positions at once

Every k_j f(v_j)ᵀ is kept.
"""


def approx_space(n, m, d):
    return n * m * d
