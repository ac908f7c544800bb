"""earns 2/3

Gives each sequence the score of the other.
"""


def tree_beam():
    return [("a blue square", -10.0), ("a red circle", -9.9)]
