"""earns 1.5

A word.
"""


def sufficient():
    return "False"
