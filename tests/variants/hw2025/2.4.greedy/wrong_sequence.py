"""earns half

Reads the leaf beside it.
"""


def tree_greedy():
    return "the red circle", -9.7
