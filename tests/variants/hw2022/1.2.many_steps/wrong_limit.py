"""earns half: false at step 4

The bound does not tend to one.
"""

from notation import *


def many_steps(total, step, delta, T):
    t = Symbol("t")
    return (
        Derivation(norm2(total))
        .equals(norm2(Product(step[t], (t, T, 1))), by="chain rule")
        .at_most(Product(norm2(step[t]), (t, 1, T)), by="submultiplicativity")
        .at_most(delta**T, by="one-step bound")
        .tends_to(1, T)
    )
