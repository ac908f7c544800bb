"""earns half: sign

The sign.
"""


def debiased(v, beta, t):
    return v / (beta**t - 1)
