"""earns all

Multiplies out.
"""


def average(update_prev, g, beta, delta):
    return beta * update_prev - delta * g + delta * beta * g
