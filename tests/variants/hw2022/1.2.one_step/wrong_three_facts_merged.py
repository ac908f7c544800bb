"""earns half: too many facts at step 2

Of three expressions one is shown.
"""

from notation import *


def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    return (
        Derivation(norm2(W * slope))
        .at_most(norm2(W) * norm2(slope), by="submultiplicativity")
        .at_most(delta, by=["norm-eigenvalue identity", "bounded derivative", "eigenvalue assumption"])
    )
