"""earns all

Written the other way round.
"""


def weights(beta, t):
    return -(beta**t) + 1
