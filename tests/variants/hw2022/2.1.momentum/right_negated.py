"""earns all

Puts the minus outside.
"""


def momentum(update_prev, g, alpha, epsilon):
    return -(epsilon * g - alpha * update_prev)
