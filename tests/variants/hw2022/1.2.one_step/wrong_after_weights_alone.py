"""earns nothing: start

The Jacobian without an activation: its bound needs neither the derivative's nor a product of norms.
"""

from notation import *


def jacobian(W, h, sigma, t):
    return W


def one_step(W, h, sigma, gamma, delta):
    return (
        Derivation(norm2(W))
        .equals(sqrt(lambda_max(W.T * W)), by="norm-eigenvalue identity")
        .at_most(delta / gamma, by="eigenvalue assumption")
    )
