"""earns all

The scaled tanh, with its slope as a float.
"""


def witness():
    return {"W": [[2, 1], [0, 2]], "activation": "scaled tanh", "gamma": 1.7159 * 2 / 3, "delta": 0.5, "h0": [1, 2]}
