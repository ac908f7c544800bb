"""earns all

Gives scores, and lists of words with <BOS>.
"""


def tree_frontier():
    return [
        [(["<BOS>", "the"], -1.7), (["<BOS>", "a"], -2.0)],
        [(["<BOS>", "a", "blue"], -4.7), (["<BOS>", "a", "red"], -4.9)],
        [(["<BOS>", "a", "blue", "square"], -9.9), (["<BOS>", "a", "red", "circle"], -10.0)],
    ]
