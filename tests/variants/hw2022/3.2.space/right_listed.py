"""earns all

Everything that is held.
"""


def separable_space(n, d):
    Q = K = V = out = n * d
    softmaxes = 2 * n * d
    kv = d * d
    return Q + K + V + softmaxes + kv + out
