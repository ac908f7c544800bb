"""earns nothing

Gives the first step alone.
"""


def greedy_witness():
    return {"T": 1, "N": 2, "p": {(): [0.6, 0.4]}}
