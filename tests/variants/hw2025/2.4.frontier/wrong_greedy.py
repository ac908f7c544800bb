"""earns nothing

Writes the path of greedy decoding.
"""


def tree_frontier():
    return [["the"], ["the red"], ["the red rectangle"]]
