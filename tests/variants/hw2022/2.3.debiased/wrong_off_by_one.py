"""earns nothing: off_by_one

One step early.
"""


def debiased(v, beta, t):
    return v / (1 - beta ** (t - 1))
