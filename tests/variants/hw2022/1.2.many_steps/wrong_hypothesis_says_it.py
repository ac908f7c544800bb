"""earns nothing: missing facts at step 1

The induction hypothesis for T itself.
"""

from notation import *


def many_steps(total, step, delta, T):
    return Derivation(norm2(total)).at_most(delta**T, by="induction hypothesis")
