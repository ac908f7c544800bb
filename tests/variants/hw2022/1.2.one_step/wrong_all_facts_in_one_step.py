"""earns 1/4: too many facts at step 1

The whole in one step, by all of them.
"""

from notation import *


def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    return (
        Derivation(norm2(W * slope)).at_most(
            delta,
            by=[
            "submultiplicativity",
            "norm-eigenvalue identity",
            "bounded derivative",
            "eigenvalue assumption",
            ],
        )
    )
