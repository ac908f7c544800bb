"""earns all

With steps that only reorder.
"""

from notation import *


def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    top = lambda_max(W.T * W)
    return (
        Derivation(norm2(W * slope))
        .at_most(norm2(W) * norm2(slope), by="submultiplicativity")
        .equals(norm2(slope) * norm2(W), by="commutativity")
        .at_most(gamma * norm2(W), by="bounded derivative")
        .equals(norm2(W) * gamma)
        .equals(sqrt(norm2(W) ** 2) * gamma)
        .equals(sqrt(top) * gamma, by="norm-eigenvalue identity")
        .at_most(sqrt(delta**2 / gamma**2) * gamma, by="eigenvalue assumption")
        .equals(delta)
    )
