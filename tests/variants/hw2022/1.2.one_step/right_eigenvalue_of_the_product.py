"""earns all

The identity for the whole product: what follows is about real eigenvalues.
"""

from notation import *


def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    top = lambda_max(W.T * W)
    return (
        Derivation(norm2(W * slope))
        .equals(sqrt(lambda_max(slope.T * W.T * W * slope)), by="norm-eigenvalue identity")
        .at_most(sqrt(top) * maxabs(D(sigma)(h)), by="Rayleigh quotient")
        .at_most(sqrt(top) * gamma, by="bounded derivative")
        .at_most(delta, by="eigenvalue assumption")
    )
