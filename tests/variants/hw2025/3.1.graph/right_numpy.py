"""earns all

An array of words with a row for each edge.
"""

import numpy as np


def graph():
    times = np.arange(1, 4).astype(str)
    before, after = np.arange(3).astype(str), np.arange(2, 5).astype(str)
    rows = [
        (np.char.add("x", times), np.char.add("hf", times), ["Wf"] * 3),
        (np.char.add("hf", before), np.char.add("hf", times), ["Uf"] * 3),
        (np.char.add("x", times), np.char.add("hb", times), ["Wb"] * 3),
        (np.char.add("hb", after), np.char.add("hb", times), ["Ub"] * 3),
        (np.char.add("hf", times), np.char.add("y", times), ["Vf"] * 3),
        (np.char.add("hb", times), np.char.add("y", times), ["Vb"] * 3),
    ]
    return np.concatenate([np.stack(row, axis=1) for row in rows])
