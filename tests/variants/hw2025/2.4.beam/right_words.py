"""earns all

Gives lists of words, and adds up in floats.
"""


def tree_beam():
    return [
        [["a", "blue", "square"], -2.0 - 2.7 - 5.2],
        [["a", "red", "circle"], -2.0 - 2.9 - 5.1],
    ]
