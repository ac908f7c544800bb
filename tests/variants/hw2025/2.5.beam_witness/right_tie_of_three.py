"""earns all

Three words are tied for two places, and the best sequence begins with the fourth.
"""


def beam_witness():
    even = [0.25] * 4
    p = {(): [0.3, 0.3, 0.3, 0.1], (0,): even, (1,): even, (2,): even, (3,): [1, 0, 0, 0]}
    return {"T": 2, "N": 4, "p": p}
