"""earns all

Features, products and normaliser.
"""


def approx_time(n, m, d):
    features = 2 * n * m * d
    kv = m * n * d
    out = n * m * d
    normaliser = n * m + m * n
    return features + kv + out + normaliser + n * d
