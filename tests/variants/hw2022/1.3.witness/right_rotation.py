"""earns all

A rotation by one radian, in floats: every gradient has the norm one.
"""

import math


def witness():
    c, s = math.cos(1), math.sin(1)
    return {"W": [[c, -s], [s, c]], "activation": "identity", "gamma": 1, "delta": 0.9, "h0": [1, 0]}
