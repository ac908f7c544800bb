"""earns nothing

Leaves out the prefixes that greedy decoding does not visit.
"""


def greedy_witness():
    return {"T": 2, "N": 2, "p": {(): [0.6, 0.4], (0,): [0.5, 0.5]}}
