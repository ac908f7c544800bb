"""earns nothing: other part

Divides by β^t.
"""


def debiased(v, beta, t):
    return v / beta**t
