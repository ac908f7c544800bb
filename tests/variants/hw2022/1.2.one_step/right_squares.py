"""earns all

By the squares of the norms.
"""

from notation import *


def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    top = lambda_max(W.T * W)
    return (
        Derivation(norm2(W * slope))
        .equals(sqrt(norm2(W * slope) ** 2))
        .at_most(sqrt(norm2(W) ** 2 * norm2(slope) ** 2), by="submultiplicativity")
        .equals(sqrt(top * norm2(slope) ** 2), by="norm-eigenvalue identity")
        .at_most(sqrt(delta**2 / gamma**2 * norm2(slope) ** 2), by="eigenvalue assumption")
        .at_most(sqrt(delta**2 / gamma**2 * gamma**2), by="bounded derivative")
        .equals(delta)
    )
