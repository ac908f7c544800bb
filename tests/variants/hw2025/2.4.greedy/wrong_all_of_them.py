"""earns nothing

Lists every leaf, in the hope that one is right.
"""


def tree_greedy():
    return [("the red rectangle", -9.7), ("a blue square", -9.9), ("a red circle", -10.0)]
