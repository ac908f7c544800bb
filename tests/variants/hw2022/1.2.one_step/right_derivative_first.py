"""earns all

The derivative is bounded before the norm of W is known.
"""

from notation import *


def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    top = lambda_max(W.T * W)
    return (
        Derivation(norm2(W * slope))
        .at_most(norm2(W) * norm2(slope), by="submultiplicativity")
        .at_most(norm2(W) * gamma, by="bounded derivative")
        .equals(sqrt(top) * gamma, by="norm-eigenvalue identity")
        .at_most(delta / gamma * gamma, by="eigenvalue assumption")
        .equals(delta)
    )
