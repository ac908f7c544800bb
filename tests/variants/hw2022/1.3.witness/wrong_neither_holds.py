"""earns nothing

The condition does not hold.
"""


def witness():
    return {"W": [[0.1, 0], [0, 0.2]], "activation": "tanh", "gamma": 1, "delta": 0.5, "h0": [1, 1]}
