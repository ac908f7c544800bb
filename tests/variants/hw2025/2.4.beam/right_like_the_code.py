"""earns all

Gives sequences and scores, as the code does.
"""


def tree_beam():
    return ["a blue square", "a red circle"], [-9.9, -10.0]
