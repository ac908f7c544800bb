"""earns all

With a capital.
"""


def decay_stronger():
    return "Equal"
