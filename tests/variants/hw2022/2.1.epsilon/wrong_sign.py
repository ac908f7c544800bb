"""earns half: sign

The minus of the update.
"""


def epsilon(beta, delta):
    return -delta * (1 - beta)
