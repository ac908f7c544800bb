"""earns all

Everything over gamma.
"""

from notation import *


def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    top = lambda_max(W.T * W)
    return (
        Derivation(norm2(W * slope))
        .equals(gamma * (norm2(W * slope) / gamma))
        .at_most(gamma * (norm2(W) * norm2(slope) / gamma), by="submultiplicativity")
        .at_most(gamma * norm2(W), by="bounded derivative")
        .equals(gamma * sqrt(top), by="norm-eigenvalue identity")
        .at_most(gamma * (delta / gamma), by="eigenvalue assumption")
        .equals(delta)
    )
