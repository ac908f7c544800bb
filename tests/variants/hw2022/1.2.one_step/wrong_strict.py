"""earns half: false at step 4

Less, where it can be equal.
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
        .less_than(delta, by="eigenvalue assumption")
    )
