"""earns all

Yields one edge after another.
"""


def graph():
    for t in range(1, 4):
        yield f"x{t}", f"hf{t}", "Wf"
        yield f"hf{t - 1}", f"hf{t}", "Uf"
        yield f"x{t}", f"hb{t}", "Wb"
        yield f"hb{t + 1}", f"hb{t}", "Ub"
        yield f"hf{t}", f"y{t}", "Vf"
        yield f"hb{t}", f"y{t}", "Vb"
