"""earns 0

One.
"""


def limit(delta, T):
    return 1
