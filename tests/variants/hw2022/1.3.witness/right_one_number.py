"""earns all

One unit, and plain numbers; δ = 0.
"""


def witness():
    return {"W": 0.5, "activation": "identity", "gamma": 1, "delta": 0, "h0": 3}
