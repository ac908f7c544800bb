"""earns 1/3

Writes the last word of each hypothesis alone.
"""


def tree_frontier():
    return [["the", "a"], ["blue", "red"], ["square", "circle"]]
