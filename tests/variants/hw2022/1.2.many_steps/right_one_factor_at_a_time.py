"""earns all

Submultiplicativity twice.
"""

from notation import *


def many_steps(total, step, delta, T):
    t = Symbol("t")
    product = Product(step[t], (t, T, 1))
    earlier = Product(step[t], (t, T - 1, 1))
    norms = Product(norm2(step[t]), (t, 1, T))
    return (
        Derivation(norm2(total))
        .equals(norm2(product), by="chain rule")
        .at_most(norm2(step[T]) * norm2(earlier), by="submultiplicativity")
        .at_most(norm2(step[T]) * Product(norm2(step[t]), (t, 1, T - 1)), by="submultiplicativity")
        .equals(norms)
        .at_most(delta**T, by="one-step bound")
    )
