"""earns nothing

Divides by the step size.
"""


def alpha(beta, delta):
    return beta / delta
