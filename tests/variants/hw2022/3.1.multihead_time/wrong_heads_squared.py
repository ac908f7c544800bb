"""earns nothing: loose

W^O taken as hd×hd.
"""


def multihead_time(n, d, h):
    return h * n**2 * d + n * (h * d) ** 2
