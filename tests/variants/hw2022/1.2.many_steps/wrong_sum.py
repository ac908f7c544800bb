"""earns 1/4: target at step 2

A bound that grows.
"""

from notation import *


def many_steps(total, step, delta, T):
    t = Symbol("t")
    product = Product(step[t], (t, T, 1))
    return (
        Derivation(norm2(total))
        .equals(norm2(product), by="chain rule")
        .at_most(Sum(norm2(step[t]), (t, 1, T)), by="submultiplicativity")
        .at_most(delta * T, by="one-step bound")
    )
