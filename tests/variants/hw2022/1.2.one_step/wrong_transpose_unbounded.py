"""earns 1/3: missing fact at step 2

Begins with the transpose, and bounds the weights without the theorem that it takes.
"""

from notation import *


def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    return (
        Derivation(norm2(slope * W.T))
        .at_most(norm2(slope) * norm2(W.T), by="submultiplicativity")
        .at_most(norm2(slope) * delta / gamma, by="eigenvalue assumption")
        .at_most(delta, by="bounded derivative")
    )
