"""earns nothing

Every sum anew.
"""


def cost(t, d):
    return t**2 * d
