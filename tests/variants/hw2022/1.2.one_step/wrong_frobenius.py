"""earns 1/6: false at step 2

The norm as the root of the trace.
"""

from notation import *


def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    return (
        Derivation(norm2(W * slope))
        .at_most(norm2(W) * norm2(slope), by="submultiplicativity")
        .equals(sqrt(trace(W.T * W)) * norm2(slope), by="norm-eigenvalue identity")
        .at_most(sqrt(trace(W.T * W)) * gamma, by="bounded derivative")
        .at_most(delta * gamma, by="eigenvalue assumption")
    )
