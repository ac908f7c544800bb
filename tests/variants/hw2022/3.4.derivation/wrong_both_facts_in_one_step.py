"""earns 1/4: too many facts at step 1

The whole in one step, by both.
"""

from notation import *


def derivation(q, k, x, d):
    before, after = exp(-(norm(q) ** 2) / 2), exp(-(norm(k) ** 2) / 2)
    constant = (2 * pi) ** (-d / 2)
    density = constant * exp(-(norm(x) ** 2) / 2)
    start = before * E(exp(x.T * q) * exp(x.T * k), x) * after
    return (
        Derivation(start).equals(
            exp(q.T * k), by=["density of N(0, I)", "the density integrates to one"]
        )
    )
