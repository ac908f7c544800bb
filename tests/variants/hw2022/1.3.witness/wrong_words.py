"""earns 0

An explanation, but no example.
"""


def witness():
    return "W orthogonal, identity activation: the gradient keeps its norm"
