"""earns nothing

Greedy decoding finds the most likely sequence here.
"""


def greedy_witness():
    return {"T": 2, "N": 2, "p": {(): [0.6, 0.4], (0,): [0.7, 0.3], (1,): [0.9, 0.1]}}
