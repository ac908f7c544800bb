"""earns nothing

Not a number.
"""


def witness():
    return {"W": [[float("nan")]], "activation": "identity", "gamma": 1, "delta": 0.5, "h0": [1]}
