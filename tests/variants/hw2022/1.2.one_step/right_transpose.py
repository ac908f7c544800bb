"""earns all

Begins with the transpose, taking the Jacobian for that; its norm is the same.
"""

from notation import *


def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    return (
        Derivation(norm2(slope * W.T))
        .at_most(norm2(slope) * norm2(W.T), by="submultiplicativity")
        .at_most(gamma * norm2(W.T), by="bounded derivative")
        .equals(gamma * sqrt(lambda_max(W * W.T)), by="norm-eigenvalue identity")
        .at_most(delta, by="eigenvalue assumption")
    )
