"""earns all

Everything that is held.
"""


def approx_space(n, m, d):
    inputs = 3 * n * d
    features = 2 * n * m
    kv = m * d
    normaliser = n
    out = n * d
    return inputs + features + kv + normaliser + out
