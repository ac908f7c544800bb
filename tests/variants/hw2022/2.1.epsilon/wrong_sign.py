"""earns 0: sign

The minus of the update.
"""


def epsilon(beta, delta):
    return -delta * (1 - beta)
