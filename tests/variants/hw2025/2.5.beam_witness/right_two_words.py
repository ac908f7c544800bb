"""earns all

Two words and three steps: the beam holds all prefixes of length one, not of length two.
"""


def beam_witness():
    return {
        "T": 3,
        "N": 2,
        "p": {
            (): [0.6, 0.4],
            (0,): [0.52, 0.48],
            (1,): [0.6, 0.4],
            (0, 0): [0.51, 0.49],
            (0, 1): [0.52, 0.48],
            (1, 0): [1.0, 0.0],
            (1, 1): [0.5, 0.5],
        },
    }
