"""earns nothing

Returns the bound before the limit.
"""


def limit(delta, T):
    return delta**T
