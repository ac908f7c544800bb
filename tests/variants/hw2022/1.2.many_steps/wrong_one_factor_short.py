"""earns half: target

One factor is missing.
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
        .at_most(delta ** (T - 1), by="one-step bound")
    )
