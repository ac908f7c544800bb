"""Q3 — bidirectional recurrent network (17 points).

    h_t^f = tanh(W^f x_t + U^f h_{t-1}^f)
    h_t^b = tanh(W^b x_t + U^b h_{t+1}^b)
    y_t   = V^f h_t^f + V^b h_t^b
    L     = Σ_t L_t,   L_t = ‖z_t − y_t‖²

All matrices are d × d; x_t, h_t, y_t and the targets z_t are columns of length d. A gradient of a
scalar has the variable's own shape, so it is a column too.
"""

import numpy as np
import sympy
from notation import *


# 3.1.graph
def graph():
    """The computational graph, unrolled for t = 1, 2, 3.

    Return a list of labelled edges (source, target, weight), each of three names.
    Nodes: x1..x3, hf0..hf3, hb1..hb4, y1..y3. Weights: Wf, Uf, Wb, Ub, Vf, Vb.
    """
    edges = []
    for t in [1, 2, 3]:
        edges.append(("x" + str(t), "hf" + str(t), "Wf"))
        edges.append(("x" + str(t), "hb" + str(t), "Wb"))
        edges.append(("hf" + str(t), "y" + str(t), "Vf"))
        edges.append(("hb" + str(t), "y" + str(t), "Vb"))
    # recurrent ones
    edges += [("hf1", "hf2", "Uf"), ("hf2", "hf3", "Uf")]
    edges += [("hb3", "hb2", "Ub"), ("hb2", "hb1", "Ub")]
    return edges
