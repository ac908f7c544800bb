"""earns 1/3: false at step 2

The root is lost, and found again.
"""

from notation import *


def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    top = lambda_max(W.T * W)
    return (
        Derivation(norm2(W * slope))
        .at_most(norm2(W) * norm2(slope), by="submultiplicativity")
        .equals(top * norm2(slope), by="norm-eigenvalue identity")
        .at_most(delta / gamma * norm2(slope), by="eigenvalue assumption")
        .at_most(delta, by="bounded derivative")
    )
