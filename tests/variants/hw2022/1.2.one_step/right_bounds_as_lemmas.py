"""earns all

Each factor is bounded apart; then the bounds are multiplied.
"""

from notation import *


def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    weights = (
        Derivation(norm2(W))
        .equals(sqrt(lambda_max(W.T * W)), by="norm-eigenvalue identity")
        .at_most(delta / gamma, by="eigenvalue assumption")
    )
    slopes = Derivation(norm2(slope)).at_most(gamma, by="bounded derivative")
    return (
        Derivation(norm2(W * slope))
        .at_most(norm2(W) * norm2(slope), by="submultiplicativity")
        .at_most(delta / gamma * norm2(slope), by=weights)
        .at_most(delta, by=slopes)
    )
