"""earns 2/3

Slips in the last step.
"""


def tree_frontier():
    return [["the", "a"], ["a blue", "a red"], ["a blue square", "a red square"]]
