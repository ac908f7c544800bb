"""earns half

Searches the whole tree.
"""


def tree_beam():
    return [("the red rectangle", -9.7), ("a blue square", -9.9)]
