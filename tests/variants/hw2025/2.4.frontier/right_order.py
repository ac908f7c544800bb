"""earns all

Lists each step in another order.
"""


def tree_frontier():
    return [["a", "the"], ["a red", "a blue"], ["a red circle", "a blue square"]]
