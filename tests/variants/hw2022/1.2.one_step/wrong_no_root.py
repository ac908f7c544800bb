"""earns 1/6: false at step 2

The norm as the eigenvalue itself.
"""

from notation import *


def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    top = lambda_max(W.T * W)
    return (
        Derivation(norm2(W * slope))
        .at_most(norm2(W) * norm2(slope), by="submultiplicativity")
        .equals(top * norm2(slope), by="norm-eigenvalue identity")
        .at_most(top * gamma, by="bounded derivative")
        .at_most(delta**2 / gamma, by="eigenvalue assumption")
    )
