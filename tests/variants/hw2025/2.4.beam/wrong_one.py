"""earns half

Returns the best one alone.
"""


def tree_beam():
    return [("a blue square", -9.9)]
