"""earns nothing: for a sum without weight

As if v_t were the sum without 1 − β.
"""


def debiased(v, beta, t):
    return v * (1 - beta) / (1 - beta**t)
