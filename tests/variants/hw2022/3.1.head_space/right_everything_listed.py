"""earns all

Everything that a head holds.
"""


def head_space(n, d, h):
    Q = K = V = n * d
    scores = n * n
    weights = n * n
    out = n * d
    return Q + K + V + scores + weights + out
