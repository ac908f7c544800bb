"""earns half: missing fact at step 1

The first step cites another fact.
"""

from notation import *


def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    top = lambda_max(W.T * W)
    return (
        Derivation(norm2(W * slope))
        .at_most(norm2(W) * norm2(slope), by="bounded derivative")
        .at_most(norm2(W) * gamma, by="bounded derivative")
        .equals(sqrt(top) * gamma, by="norm-eigenvalue identity")
        .at_most(delta, by="eigenvalue assumption")
    )
