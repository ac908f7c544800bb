"""earns 1

With a capital.
"""


def decay_stronger():
    return "Equal"
