"""earns all

A word.
"""


def sufficient():
    return "False"
