"""earns all

Both signs turned.
"""


def debiased(v, beta, t):
    return -v / (beta**t - 1)
