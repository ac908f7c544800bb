"""earns nothing

Too large.
"""


def witness():
    return {"W": [[int(i == j) for j in range(5)] for i in range(5)], "activation": "identity", "gamma": 1, "delta": 0.5, "h0": [1] * 5}
