"""earns all

Gives a dict from steps to sets.
"""


def tree_frontier():
    return {
        1: {"<BOS> the", "<BOS> a"},
        2: {"<BOS> a blue", "<BOS> a red"},
        3: {"<BOS> a blue square", "<BOS> a red circle"},
    }
