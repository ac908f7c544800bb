"""earns all: followed

Going on from the Jacobian of the usual form.
"""

from notation import *


def jacobian(W, h, sigma, t):
    return diag(D(sigma)(h[t])) * W


def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    return (
        Derivation(norm2(slope * W))
        .at_most(norm2(slope) * norm2(W), by="submultiplicativity")
        .at_most(gamma * norm2(W), by="bounded derivative")
        .equals(gamma * sqrt(lambda_max(W.T * W)), by="norm-eigenvalue identity")
        .at_most(delta, by="eigenvalue assumption")
    )
