"""earns 1/3

Keeps the best continuation of each hypothesis.
"""


def tree_frontier():
    return [
        ["the", "a"],
        ["the red", "a blue"],
        ["the red rectangle", "a blue square"],
    ]
