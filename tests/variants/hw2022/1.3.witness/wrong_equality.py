"""earns nothing

The two sides are equal.
"""


def witness():
    return {"W": [[0, 0.5], [0.5, 0]], "activation": "identity", "gamma": 1, "delta": 0.5, "h0": [1, 1]}
