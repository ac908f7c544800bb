"""earns 2/3

No carry: the states of different times are not connected.
"""

def graph():
    edges = []
    for t in ("1", "2", "3"):
        edges += [("x" + t, "hf" + t, "Wf"), ("x" + t, "hb" + t, "Wb")]
        edges += [("hf" + t, "y" + t, "Vf"), ("hb" + t, "y" + t, "Vb")]
    return edges
