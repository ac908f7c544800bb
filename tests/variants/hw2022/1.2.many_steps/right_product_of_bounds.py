"""earns all

The bounds as a product first.
"""

from notation import *


def many_steps(total, step, delta, T):
    t = Symbol("t")
    product = Product(step[t], (t, T, 1))
    norms = Product(norm2(step[t]), (t, 1, T))
    return (
        Derivation(norm2(total))
        .equals(norm2(product), by="chain rule")
        .at_most(norms, by="submultiplicativity")
        .at_most(Product(delta, (t, 1, T)), by="one-step bound")
        .equals(delta**T)
    )
