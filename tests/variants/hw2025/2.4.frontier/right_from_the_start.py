"""earns all

Begins with the hypothesis that is there before the first step.
"""


def tree_frontier():
    return [["<BOS>"], ["the", "a"], ["a blue", "a red"], ["a blue square", "a red circle"]]
