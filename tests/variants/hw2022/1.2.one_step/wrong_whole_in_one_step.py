"""earns nothing: missing facts at step 1

The whole in one step, by one of the facts.
"""

from notation import *


def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    return Derivation(norm2(W * slope)).at_most(delta, by="eigenvalue assumption")
