"""earns nothing

The condition holds, and the gradient explodes.
"""


def witness():
    return {"W": [[1.5]], "activation": "identity", "gamma": 1, "delta": 0.5, "h0": [1]}
