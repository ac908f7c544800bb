"""earns nothing

An explanation, but no example.
"""


def witness():
    return "W orthogonal, identity activation: the gradient keeps its norm"
