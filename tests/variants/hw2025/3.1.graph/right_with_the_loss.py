"""earns all

The loss is drawn too: ignored. Names with underscores.
"""


def graph():
    edges = []
    for t in range(1, 4):
        edges.append([f"x_{t}", f"hf_{t}", "W_f"])
        edges.append([f"hf_{t - 1}", f"hf_{t}", "U_f"])
        edges.append([f"x_{t}", f"hb_{t}", "W_b"])
        edges.append([f"hb_{t + 1}", f"hb_{t}", "U_b"])
        edges.append([f"hf_{t}", f"y_{t}", "V_f"])
        edges.append([f"hb_{t}", f"y_{t}", "V_b"])
        edges.append([f"y_{t}", "L", ""])
    return edges
