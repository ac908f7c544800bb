"""earns all

Writes the word.
"""


def feasible():
    return "false"
