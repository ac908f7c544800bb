"""earns half: sign

The minus of the update.
"""


def alpha(beta, delta):
    return -beta
