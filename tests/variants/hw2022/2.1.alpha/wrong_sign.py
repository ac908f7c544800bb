"""earns 0: sign

The minus of the update.
"""


def alpha(beta, delta):
    return -beta
