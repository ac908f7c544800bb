"""earns 0: sign

The sign.
"""


def debiased(v, beta, t):
    return v / (beta**t - 1)
