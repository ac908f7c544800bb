"""earns nothing: wrong choice

As for the penalty.
"""


def decay_stronger():
    return "small"
