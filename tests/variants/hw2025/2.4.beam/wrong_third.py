"""earns 5/6: too many

The next best of the tree after the two.
"""


def tree_beam():
    return [("a blue square", -9.9), ("a red circle", -10.0), ("a red square", -10.2)]
