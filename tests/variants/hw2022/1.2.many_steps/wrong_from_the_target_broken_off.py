"""earns 1/4: start

The last step of the direct proof, from the target.
"""

from notation import *


def many_steps(total, step, delta, T):
    t = Symbol("t")
    return (
        Derivation(delta**T)
        .at_least(Product(norm2(step[t]), (t, 1, T)), by="one-step bound")
    )
