"""earns all

Every product.
"""


def multihead_time(n, d, h):
    project = 3 * n * d * d
    attend = n * d * n + n * n + n * n * d
    output = n * (h * d) * d
    return h * (project + attend) + output
