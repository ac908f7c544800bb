"""earns half

Takes a neighbouring edge into the sum.
"""


def tree_greedy():
    return "the red rectangle", -10.3
