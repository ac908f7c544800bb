"""earns all

Large weights that forget everything after three steps.
"""


def witness():
    return {
        "W": [[0, 50, -20], [0, 0, 70], [0, 0, 0]],
        "activation": "identity",
        "gamma": 2,
        "delta": 0.5,
        "h0": [1, 1, 1],
    }
