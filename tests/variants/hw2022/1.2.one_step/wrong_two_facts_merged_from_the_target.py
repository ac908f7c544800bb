"""earns 3/4: too many facts at step 1

The same, from the target.
"""

from notation import *


def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    top = lambda_max(W.T * W)
    return (
        Derivation(delta)
        .at_least(sqrt(top) * norm2(slope), by=["bounded derivative", "eigenvalue assumption"])
        .equals(norm2(W) * norm2(slope), by="norm-eigenvalue identity")
        .at_least(norm2(W * slope), by="submultiplicativity")
    )
