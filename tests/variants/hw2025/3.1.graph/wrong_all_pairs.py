"""earns nothing

Every edge there could be: the wrong ones take away what the right ones earn.
"""


def graph():
    nodes = ["x1", "x2", "x3", "hf0", "hf1", "hf2", "hf3", "hb1", "hb2", "hb3", "hb4", "y1"]
    return [(a, b, w) for a in nodes for b in nodes for w in ("Wf", "Uf") if a != b]
