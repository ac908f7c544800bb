"""earns nothing

One.
"""


def limit(delta, T):
    return 1
