"""earns 1/3: missing fact at step 3

The derivative is never bounded.
"""

from notation import *


def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    top = lambda_max(W.T * W)
    return (
        Derivation(norm2(W * slope))
        .at_most(norm2(W) * norm2(slope), by="submultiplicativity")
        .equals(sqrt(top) * norm2(slope), by="norm-eigenvalue identity")
        .at_most(delta, by="eigenvalue assumption")
    )
