"""earns nothing: delta twice

Multiplies the last update by δ again.
"""


def average(update_prev, g, beta, delta):
    return -delta * (-beta * update_prev + (1 - beta) * g)
