"""earns all: order

Gives the less likely one first.
"""


def tree_beam():
    return [("a red circle", -10.0), ("a blue square", -9.9)]
