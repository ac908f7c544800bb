"""earns nothing

δ is not below one.
"""


def witness():
    return {"W": [[1]], "activation": "identity", "gamma": 1, "delta": 1, "h0": [1]}
