"""earns 17/18

The backward chain ends in hb0, which is no node, and does not begin in hb4: one edge of eighteen is missing.
"""

def graph():
    edges = [("hb3", "hb2", "Ub"), ("hb2", "hb1", "Ub"), ("hb1", "hb0", "Ub")]
    for t in (1, 2, 3):
        edges += [(f"x{t}", f"hf{t}", "Wf"), (f"hf{t-1}", f"hf{t}", "Uf"), (f"hf{t}", f"y{t}", "Vf")]
        edges += [(f"x{t}", f"hb{t}", "Wb"), (f"hb{t}", f"y{t}", "Vb")]
    return edges
