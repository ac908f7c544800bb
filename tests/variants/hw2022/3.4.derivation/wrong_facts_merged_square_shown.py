"""earns 3/4: too many facts at step 1

Both facts at once, but what comes of the square is shown before it is simplified.
"""

from notation import *


def derivation(q, k, x, d):
    before, after = exp(-(norm(q) ** 2) / 2), exp(-(norm(k) ** 2) / 2)
    return (
        Derivation(before * E(exp(x.T * q) * exp(x.T * k), x) * after)
        .equals(
            before * exp((q + k).T * (q + k) / 2) * after,
            by=["density of N(0, I)", "the density integrates to one"],
        )
        .equals(exp(q.T * k))
    )
