"""earns half: start

Begins with the factors in the wrong order, which is another matrix.
"""

from notation import *


def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    return (
        Derivation(norm2(slope * W))
        .at_most(norm2(slope) * norm2(W), by="submultiplicativity")
        .at_most(gamma * norm2(W), by="bounded derivative")
        .equals(gamma * sqrt(lambda_max(W.T * W)), by="norm-eigenvalue identity")
        .at_most(delta, by="eigenvalue assumption")
    )
