"""earns all

Where relu gets exactly zero, with either slope.
"""


def witness():
    return {"W": [[1, 0], [0, 1]], "activation": "ReLU", "gamma": 1, "delta": 0.5, "h0": [0, 0]}
