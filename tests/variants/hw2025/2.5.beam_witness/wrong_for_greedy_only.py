"""earns nothing

Greedy decoding misses the most likely sequence, but a beam of two finds it.
"""


def beam_witness():
    even = [0.4, 0.3, 0.3]
    return {"T": 2, "N": 3, "p": {(): [0.5, 0.4, 0.1], (0,): even, (1,): [1, 0, 0], (2,): even}}
