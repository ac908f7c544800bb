"""earns all

Takes α out.
"""


def momentum(update_prev, g, alpha, epsilon):
    return alpha * (update_prev - epsilon / alpha * g)
