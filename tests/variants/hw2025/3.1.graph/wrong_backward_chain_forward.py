"""earns 2/3

The backward chain runs forward: three edges reversed, 15 − 3 of 18.
"""


def graph():
    edges = []
    for t in range(1, 4):
        edges += [(f"x{t}", f"hf{t}", "Wf"), (f"hf{t - 1}", f"hf{t}", "Uf")]
        edges += [(f"x{t}", f"hb{t}", "Wb"), (f"hb{t}", f"hb{t + 1}", "Ub")]
        edges += [(f"hf{t}", f"y{t}", "Vf"), (f"hb{t}", f"y{t}", "Vb")]
    return edges
