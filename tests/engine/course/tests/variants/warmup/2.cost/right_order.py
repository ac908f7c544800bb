"""earns all

The factors the other way round.
"""


def cost(t, d):
    return d * t
