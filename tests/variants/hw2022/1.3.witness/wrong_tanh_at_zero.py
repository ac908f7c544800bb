"""earns nothing

Starts where tanh is steepest, and stays there.
"""


def witness():
    return {"W": [[2]], "activation": "tanh", "gamma": 1, "delta": 0.5, "h0": [0]}
