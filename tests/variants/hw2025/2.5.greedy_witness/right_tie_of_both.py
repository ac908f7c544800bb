"""earns all

The first two words are tied, and either is the wrong one.
"""


def greedy_witness():
    even = [1 / 3, 1 / 3, 1 / 3]
    return {"T": 2, "N": 3, "p": {(): [0.4, 0.4, 0.2], (0,): even, (1,): even, (2,): [1, 0, 0]}}
