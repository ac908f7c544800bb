"""earns nothing

Writes <BOS> into the prefixes.
"""


def beam_witness():
    even = [0.34, 0.33, 0.33]
    rows = {(0,): [0.4, 0.35, 0.25], (0, 0): even, (0, 1): even, (0, 2): [1, 0, 0]}
    return {"T": 2, "N": 3, "p": rows}
