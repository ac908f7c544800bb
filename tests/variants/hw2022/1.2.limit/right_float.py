"""earns all

A float.
"""


def limit(delta, T):
    return 0.0
