"""earns all

Begins at the transpose, whose norm is the same; the slope stands before the weights.
"""

from notation import *


def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    return (
        Derivation(norm2((slope * W.T).T))
        .equals(norm2(slope * W.T))
        .at_most(norm2(slope) * norm2(W.T), by="submultiplicativity")
        .at_most(gamma * norm2(W.T), by="bounded derivative")
        .equals(gamma * norm2(W))
        .equals(gamma * sqrt(lambda_max(W.T * W)), by="norm-eigenvalue identity")
        .at_most(delta, by="eigenvalue assumption")
    )
