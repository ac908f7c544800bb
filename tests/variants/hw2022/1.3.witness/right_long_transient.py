"""earns all

Eigenvalues inside the unit circle, and a gradient that grows for long before it vanishes.
"""


def witness():
    return {
        "W": [[0.9999, 10], [0, 0.9999]],
        "activation": "identity",
        "gamma": 1,
        "delta": 0.5,
        "h0": [1, 1],
    }
