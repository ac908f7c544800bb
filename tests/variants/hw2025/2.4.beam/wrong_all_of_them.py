"""earns nothing

Lists leaves, in the hope that two are right.
"""


def tree_beam():
    return [("the red rectangle", -9.7), ("a blue square", -9.9), ("a red circle", -10.0)]
