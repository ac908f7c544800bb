"""earns all

The norm of the diagonal matrix is its largest entry.
"""

from notation import *


def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    top = lambda_max(W.T * W)
    return (
        Derivation(norm2(W * slope))
        .at_most(norm2(W) * norm2(slope), by="submultiplicativity")
        .equals(norm2(W) * maxabs(D(sigma)(h)), by="norm of a diagonal matrix")
        .at_most(norm2(W) * gamma, by="bounded derivative")
        .equals(sqrt(top) * gamma, by="norm-eigenvalue identity")
        .at_most(delta, by="eigenvalue assumption")
    )
