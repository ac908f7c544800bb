"""earns all

What is held when the last head is computed.
"""


def multihead_space(n, d, h):
    weights = 3 * h * d**2 + h * d * d
    outputs = h * n * d
    head = 3 * n * d + 2 * n**2
    return weights + outputs + head + n * d
