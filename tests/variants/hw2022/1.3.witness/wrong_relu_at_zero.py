"""earns nothing

Does not explode with the slope 0 at exactly zero; it does with the slope 1.
"""


def witness():
    return {"W": [[2]], "activation": "relu", "gamma": 1, "delta": 0.5, "h0": [0]}
