"""earns 1

Writes the word.
"""


def feasible():
    return "false"
