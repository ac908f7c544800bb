"""earns 1/3

Keeps all that is drawn.
"""


def tree_frontier():
    return [
        ["the", "a"],
        ["the red", "the green", "a blue", "a red"],
        ["the red rectangle", "the red circle", "a blue square", "a red circle"],
    ]
