"""earns all

The norms multiplied from T down to 1.
"""

from notation import *


def many_steps(total, step, delta, T):
    t = Symbol("t")
    product = Product(step[t], (t, T, 1))
    return (
        Derivation(norm2(total))
        .equals(norm2(product), by="chain rule")
        .at_most(Product(norm2(step[t]), (t, T, 1)), by="submultiplicativity")
        .at_most(delta**T, by="one-step bound")
    )
