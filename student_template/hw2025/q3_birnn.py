"""Q3 — bidirectional recurrent network (17 points).

    h_t^f = tanh(W^f x_t + U^f h_{t-1}^f)
    h_t^b = tanh(W^b x_t + U^b h_{t+1}^b)
    y_t   = V^f h_t^f + V^b h_t^b
    L     = Σ_t L_t,   L_t = ‖z_t − y_t‖²

All matrices are d × d; x_t, h_t, y_t and the targets z_t are columns of length d. A gradient of a
scalar has the variable's own shape, so it is a column too.
"""

from notation import *


# 3.1.graph
def graph():
    """The computational graph, unrolled for t = 1, 2, 3.

    Return a list of labelled edges (source, target, weight), each of three names.
    Nodes: x1..x3, hf0..hf3, hb1..hb4, y1..y3. Weights: Wf, Uf, Wb, Ub, Vf, Vb.
    """
    raise NotImplementedError


# 3.2a.grad_hf
def grad_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    """The gradient of L_t with respect to h_t^f: d×1.

    Matrices Wf to Vb: d×d.  x, hf, hb, y, z: sequences of d×1 columns, as in hf[t - 1].
    """
    raise NotImplementedError


# 3.2a.grad_hb
def grad_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    """The gradient of L_t with respect to h_t^b: d×1.

    Matrices Wf to Vb: d×d.  x, hf, hb, y, z: sequences of d×1 columns, as in hb[t + 1].
    """
    raise NotImplementedError
