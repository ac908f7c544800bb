"""earns nothing

The first step is a tie.
"""


def greedy_witness():
    return {"T": 2, "N": 2, "p": {(): [0.5, 0.5], (0,): [0.5, 0.5], (1,): [0.9, 0.1]}}
