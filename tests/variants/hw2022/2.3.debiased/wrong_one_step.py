"""earns nothing: one step

Corrects the first step.
"""


def debiased(v, beta, t):
    return v / (1 - beta)
