"""earns all

Gives a list of words, with <BOS>.
"""


def tree_greedy():
    return ["<BOS>", "the", "red", "rectangle"], -9.7
