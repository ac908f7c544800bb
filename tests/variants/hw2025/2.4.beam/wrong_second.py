"""earns half

Takes the last step's neighbour for the second.
"""


def tree_beam():
    return [("a blue square", -9.9), ("a red square", -10.2)]
