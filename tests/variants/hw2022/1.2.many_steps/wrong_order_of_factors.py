"""earns 1/4: false at step 1

The steps are multiplied in the wrong order.
"""

from notation import *


def many_steps(total, step, delta, T):
    t = Symbol("t")
    norms = Product(norm2(step[t]), (t, 1, T))
    return (
        Derivation(norm2(total))
        .equals(norm2(Product(step[t], (t, 1, T))), by="chain rule")
        .at_most(norms, by="submultiplicativity")
        .at_most(delta**T, by="one-step bound")
    )
