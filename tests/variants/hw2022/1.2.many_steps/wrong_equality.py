"""earns half: false at step 2

The norm of the product as the product of the norms.
"""

from notation import *


def many_steps(total, step, delta, T):
    t = Symbol("t")
    product = Product(step[t], (t, T, 1))
    norms = Product(norm2(step[t]), (t, 1, T))
    return (
        Derivation(norm2(total))
        .equals(norm2(product), by="chain rule")
        .equals(norms, by="submultiplicativity")
        .at_most(delta**T, by="one-step bound")
    )
