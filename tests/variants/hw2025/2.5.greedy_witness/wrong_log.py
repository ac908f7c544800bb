"""earns nothing

Gives log-probabilities.
"""

from math import log


def greedy_witness():
    p = {(): [0.6, 0.4], (0,): [0.5, 0.5], (1,): [0.9, 0.1]}
    return {"T": 2, "N": 2, "p": {prefix: [log(x) for x in row] for prefix, row in p.items()}}
