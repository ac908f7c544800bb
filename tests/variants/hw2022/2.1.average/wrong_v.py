"""earns half: all signs

All signs are those of v.
"""


def average(update_prev, g, beta, delta):
    return -beta * update_prev + delta * (1 - beta) * g
