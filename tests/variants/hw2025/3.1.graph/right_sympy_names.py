"""earns all

Names as symbols of sympy.
"""

from sympy import symbols


def graph():
    x, y = symbols("x1:4"), symbols("y1:4")
    hf, hb = symbols("hf0:4"), symbols("hb1:5")
    Wf, Uf, Wb, Ub, Vf, Vb = symbols("Wf Uf Wb Ub Vf Vb")
    edges = []
    for t in range(3):
        edges += [(x[t], hf[t + 1], Wf), (hf[t], hf[t + 1], Uf), (hf[t + 1], y[t], Vf)]
        edges += [(x[t], hb[t], Wb), (hb[t + 1], hb[t], Ub), (hb[t], y[t], Vb)]
    return edges
