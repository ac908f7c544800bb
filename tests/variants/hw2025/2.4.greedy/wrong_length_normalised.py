"""earns half

Divides by the length.
"""


def tree_greedy():
    return "the red rectangle", -9.7 / 3
