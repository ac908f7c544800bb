"""earns 3/4: too many facts at step 3

Whole, but for one expression.
"""

from notation import *


def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    top = lambda_max(W.T * W)
    return (
        Derivation(norm2(W * slope))
        .at_most(norm2(W) * norm2(slope), by="submultiplicativity")
        .equals(sqrt(top) * norm2(slope), by="norm-eigenvalue identity")
        .at_most(delta, by=["bounded derivative", "eigenvalue assumption"])
    )
