"""earns all

The largest model that is allowed, made by a loop; numpy's rows.
"""

from itertools import product

import numpy as np


def beam_witness():
    N, T = 5, 4
    p = {}
    for t in range(T):
        for number, prefix in enumerate(product(range(N), repeat=t)):
            row = np.linspace(1.3, 1.0, N) + 0.001 * number
            p[prefix] = row / row.sum()
    for prefix in [(4,), (4, 4), (4, 4, 4)]:
        p[prefix] = np.eye(N)[4]
    return {"T": T, "N": N, "p": p}
