"""earns nothing

A probability is negative.
"""


def beam_witness():
    even = [0.34, 0.33, 0.33]
    return {"T": 2, "N": 3, "p": {(): [0.7, 0.5, -0.2], (0,): even, (1,): even, (2,): even}}
