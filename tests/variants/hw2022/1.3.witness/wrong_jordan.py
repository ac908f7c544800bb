"""earns nothing

All eigenvalues are one, but the gradient grows with every step.
"""


def witness():
    return {"W": [[1, 1], [0, 1]], "activation": "identity", "gamma": 1, "delta": 0.5, "h0": [1, 1]}
