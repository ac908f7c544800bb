"""earns all

Gives a dict.
"""


def tree_beam():
    return {"<BOS> a blue square": -9.9, "<BOS> a red circle": -10}
