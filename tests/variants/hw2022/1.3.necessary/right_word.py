"""earns 1.5

A word.
"""


def necessary():
    return "yes"
