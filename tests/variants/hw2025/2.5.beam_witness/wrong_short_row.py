"""earns nothing

A row has a probability too few.
"""


def beam_witness():
    even = [0.34, 0.33, 0.33]
    return {"T": 2, "N": 3, "p": {(): [0.4, 0.35, 0.25], (0,): even, (1,): even, (2,): [1, 0]}}
