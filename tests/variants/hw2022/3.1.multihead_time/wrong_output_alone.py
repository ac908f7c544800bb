"""earns nothing: not_bound

Only W^O among the projections is forgotten to be h times as tall.
"""


def multihead_time(n, d, h):
    return h * n**2 * d + n * d**2
