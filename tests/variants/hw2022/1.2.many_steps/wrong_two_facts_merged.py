"""earns 3/4: too many facts at step 2

Whole, but for one expression.
"""

from notation import *


def many_steps(total, step, delta, T):
    t = Symbol("t")
    return (
        Derivation(norm2(total))
        .equals(norm2(Product(step[t], (t, T, 1))), by="chain rule")
        .at_most(delta**T, by=["submultiplicativity", "one-step bound"])
    )
