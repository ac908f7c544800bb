"""earns nothing: missing facts at step 1

The whole in one step.
"""

from notation import *


def many_steps(total, step, delta, T):
    return Derivation(norm2(total)).at_most(delta**T, by="one-step bound")
