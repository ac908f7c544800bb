"""earns half: shapes at step 4

The bound is that of a number by a matrix.
"""

from notation import *


def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    top = lambda_max(W.T * W)
    return (
        Derivation(norm2(W * slope))
        .at_most(norm2(W) * norm2(slope), by="submultiplicativity")
        .equals(sqrt(top) * norm2(slope), by="norm-eigenvalue identity")
        .at_most(sqrt(top) * gamma, by="bounded derivative")
        .at_most(delta * eye("d"), by="eigenvalue assumption")
    )
