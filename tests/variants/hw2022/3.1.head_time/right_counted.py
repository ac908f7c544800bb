"""earns all

Every multiplication and the softmax are counted.
"""


def head_time(n, d, h):
    scores = n * n * d
    softmax = 3 * n * n
    values = n * n * d
    return scores + softmax + values
