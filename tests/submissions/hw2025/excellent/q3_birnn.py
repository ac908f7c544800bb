"""Bidirectional network: every answer in another form than the usual one."""

import sympy

from chain import pull_back, slope
from notation import *


def graph():
    times = "123"
    inputs = {(f"x{t}", f"h{way}{t}", f"W{way}") for t in times for way in "fb"}
    outputs = {(f"h{way}{t}", f"y{t}", f"V{way}") for t in times for way in "fb"}
    forward = {(f"hf{t}", f"hf{t + 1}", "Uf") for t in range(3)}
    backward = {(f"hb{t + 1}", f"hb{t}", "Ub") for t in (3, 2, 1)}
    return inputs | outputs | forward | backward


def grad_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return pull_back(Vf, Vf * hf[t] + Vb * hb[t] - z[t])


def grad_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return pull_back(Vb, y[t] - z[t])


def entry_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    a = Wf * x[t + 1] + Uf * hf[t]
    return Uf[i, j] * (1 - tanh(a[i]) ** 2)


def entry_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    h = hb[t - 1][i]
    return Ub[i, j] * (1 + h) * (1 - h)


def jacobian_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return diag(slope(hf[t + 1])) @ Uf


def jacobian_hb(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    a = Wb * x[t - 1] + Ub * hb[t]
    H = diag(tanh(a))
    return Ub - H * H * Ub


def grad_Wb(x, hf, hb, grad_hf, grad_hb, T):
    s = sympy.Symbol("s", integer=True)
    delta = hadamard(slope(hb[s]), grad_hb[s])
    return Sum(x[s] * delta.T, (s, 1, T)).T


def grad_Uf(x, hf, hb, grad_hf, grad_hb, T):
    s = sympy.Symbol("s", integer=True)
    delta = hadamard(grad_hf[s + 1], slope(hf[s + 1]))
    return Sum(delta * hf[s].T, (s, 0, T - 1))
