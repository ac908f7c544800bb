"""earns half: false at step 2

A bound that is proved apart, cited for an equation.
"""

from notation import *


def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    slopes = Derivation(norm2(slope)).at_most(gamma, by="bounded derivative")
    return (
        Derivation(norm2(W * slope))
        .at_most(norm2(W) * norm2(slope), by="submultiplicativity")
        .equals(norm2(W) * gamma, by=slopes)
        .equals(sqrt(lambda_max(W.T * W)) * gamma, by="norm-eigenvalue identity")
        .at_most(delta, by="eigenvalue assumption")
    )
