"""earns 3/4: too many facts at step 2

The same, earlier.
"""

from notation import *


def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    top = lambda_max(W.T * W)
    return (
        Derivation(norm2(W * slope))
        .at_most(norm2(W) * norm2(slope), by="submultiplicativity")
        .at_most(sqrt(top) * gamma, by=["norm-eigenvalue identity", "bounded derivative"])
        .at_most(delta, by="eigenvalue assumption")
    )
