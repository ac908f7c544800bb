"""earns all

A unit that is switched off from the start.
"""


def witness():
    return {"W": [[5.0]], "activation": "relu", "gamma": 1, "delta": 0.1, "h0": [-1.0]}
