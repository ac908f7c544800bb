"""earns nothing

U and W exchanged, in both directions: twelve wrong edges of eighteen.
"""

def graph():
    edges = []
    for t in (1, 2, 3):
        edges += [(f"x{t}", f"hf{t}", "Uf"), (f"hf{t-1}", f"hf{t}", "Wf"), (f"hf{t}", f"y{t}", "Vf")]
        edges += [(f"x{t}", f"hb{t}", "Ub"), (f"hb{t+1}", f"hb{t}", "Wb"), (f"hb{t}", f"y{t}", "Vb")]
    return edges
