"""earns 2/3

Writes a wrong word beside the right number.
"""


def tree_beam():
    return [("a blue square", -9.9), ("a red rectangle", -10.0)]
