"""earns all

Writes as in a text, and rounds.
"""


def tree_greedy():
    return ("The Red Rectangle", -9.705)
