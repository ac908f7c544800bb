"""earns nothing

More words than are allowed.
"""


def beam_witness():
    row = [0.2, 0.18, 0.17, 0.16, 0.15, 0.14]
    return {"T": 2, "N": 6, "p": {(): row, **{(k,): row for k in range(5)}, (5,): [1, 0, 0, 0, 0, 0]}}
