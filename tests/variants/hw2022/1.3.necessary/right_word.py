"""earns all

A word.
"""


def necessary():
    return "yes"
