"""earns all

Gives the items of a dict.
"""


def tree_beam():
    return {"<BOS> a blue square": -9.9, "<BOS> a red circle": -10}.items()
