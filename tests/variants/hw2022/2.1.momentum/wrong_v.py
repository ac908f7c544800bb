"""earns half: all signs

Gives v.
"""


def momentum(update_prev, g, alpha, epsilon):
    return -alpha * update_prev + epsilon * g
