"""earns half: missing fact at step 3

The identity first; the last step cites nothing.
"""

from notation import *


def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    top = lambda_max(W.T * W)
    return (
        Derivation(norm2(W * slope))
        .equals(sqrt(lambda_max(slope * W.T * W * slope)), by="norm-eigenvalue identity")
        .at_most(sqrt(top) * gamma, by="bounded derivative")
        .at_most(delta)
    )
