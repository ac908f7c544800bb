"""earns nothing

An activation that there is not.
"""


def witness():
    return {"W": [[1]], "activation": "softplus", "gamma": 1, "delta": 0.5, "h0": [1]}
