"""earns nothing

Forgets the last update.
"""


def momentum(update_prev, g, alpha, epsilon):
    return -epsilon * g
