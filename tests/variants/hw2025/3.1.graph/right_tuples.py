"""earns all

Written out, in another order, as a set.
"""


def graph():
    return {
        ("hb4", "hb3", "Ub"), ("hb3", "hb2", "Ub"), ("hb2", "hb1", "Ub"),
        ("hf0", "hf1", "Uf"), ("hf1", "hf2", "Uf"), ("hf2", "hf3", "Uf"),
        ("x1", "hf1", "Wf"), ("x2", "hf2", "Wf"), ("x3", "hf3", "Wf"),
        ("x1", "hb1", "Wb"), ("x2", "hb2", "Wb"), ("x3", "hb3", "Wb"),
        ("hf1", "y1", "Vf"), ("hf2", "y2", "Vf"), ("hf3", "y3", "Vf"),
        ("hb1", "y1", "Vb"), ("hb2", "y2", "Vb"), ("hb3", "y3", "Vb"),
    }
