"""earns 5/6: too many

Keeps three; the best of the tree comes before the two that are left in the beam.
"""


def tree_beam():
    return [("the red rectangle", -9.7), ("a blue square", -9.9), ("a red circle", -10.0)]
