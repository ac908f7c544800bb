"""earns nothing: matrix formed

f(Q) f(K)ᵀ first.
"""


def approx_time(n, m, d):
    A = n * m * n
    return n * m * d + A + n * n * d
