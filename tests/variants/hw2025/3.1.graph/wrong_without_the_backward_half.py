"""earns half

Only the forward half: 9 of 18.
"""


def graph():
    edges = []
    for t in range(1, 4):
        edges += [(f"x{t}", f"hf{t}", "Wf"), (f"hf{t - 1}", f"hf{t}", "Uf"), (f"hf{t}", f"y{t}", "Vf")]
    return edges
