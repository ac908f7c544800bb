"""earns all

The index begins at 0.
"""

from notation import *


def many_steps(total, step, delta, T):
    t = Symbol("t")
    return (
        Derivation(norm2(total))
        .equals(norm2(Product(step[t + 1], (t, T - 1, 0))), by="chain rule")
        .at_most(Product(norm2(step[t + 1]), (t, 0, T - 1)), by="submultiplicativity")
        .at_most(delta**T, by="one-step bound")
    )
