"""earns all

The index counts from the end.
"""

from notation import *


def many_steps(total, step, delta, T):
    t = Symbol("t")
    return (
        Derivation(norm2(total))
        .equals(norm2(Product(step[T + 1 - t], (t, 1, T))), by="chain rule")
        .at_most(Product(norm2(step[T + 1 - t]), (t, 1, T)), by="submultiplicativity")
        .at_most(delta**T, by="one-step bound")
    )
