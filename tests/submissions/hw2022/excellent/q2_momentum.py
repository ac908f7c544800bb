"""Question 2."""

import sympy as sp

from notation import *


def momentum(update_prev, g, alpha, epsilon):
    v_prev = -update_prev
    return -(alpha * v_prev + epsilon * g)


def average(update_prev, g, beta, delta):
    v_prev = -update_prev / delta
    v = beta * v_prev + (1 - beta) * g
    return -delta * v


def alpha(beta, delta):
    a = sp.Symbol("a")
    return sp.solve(a - beta, a)[0]


def epsilon(beta, delta):
    return delta - beta * delta


def unrolled(g, beta, delta, t):
    # the latest gradient first
    age = Symbol("age")
    return Sum((1 - beta) * beta**age * g[t - age], (age, 0, t - 1))


def expectation(mu, beta, t, zeta):
    k = sp.Symbol("k", integer=True)
    weights = sp.Sum((1 - beta) * beta ** (t - k), (k, 1, t))
    return weights.doit() * mu


def derivation(g, mu, beta, t):
    j = Symbol("j")
    return (
        Derivation(E(Sum((1 - beta) * beta**j * g[t - j], (j, 0, t - 1))))
        .equals(Sum((1 - beta) * beta**j * E(g[t - j]), (j, 0, t - 1)), by="linearity")
        .equals(mu * Sum((1 - beta) * beta**j, (j, 0, t - 1)), by="stationarity")
        .equals(mu - mu * beta**t, by="geometric series")
    )


def debiased(v, beta, t):
    bias = 1 - sp.exp(t * sp.log(beta))
    return v / bias
