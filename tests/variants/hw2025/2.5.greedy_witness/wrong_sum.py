"""earns nothing

A row sums to more than one.
"""


def greedy_witness():
    return {"T": 2, "N": 2, "p": {(): [0.6, 0.4], (0,): [0.5, 0.5], (1,): [0.9, 0.2]}}
