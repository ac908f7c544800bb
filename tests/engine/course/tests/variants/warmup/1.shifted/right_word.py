"""earns all

As a word.
"""


def shifted():
    return "no"
