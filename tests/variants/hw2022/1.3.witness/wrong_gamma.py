"""earns nothing

γ is the slope where the network settles, and no bound.
"""


def witness():
    return {"W": [[2]], "activation": "tanh", "gamma": 0.5, "delta": 0.5, "h0": [1]}
