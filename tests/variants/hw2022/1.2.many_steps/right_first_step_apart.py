"""earns all

The first step stands apart.
"""

from notation import *


def many_steps(total, step, delta, T):
    t = Symbol("t")
    return (
        Derivation(norm2(total))
        .equals(norm2(Product(step[t], (t, T, 2)) * step[1]), by="chain rule")
        .at_most(Product(norm2(step[t]), (t, 2, T)) * norm2(step[1]), by="submultiplicativity")
        .at_most(Product(norm2(step[t]), (t, 2, T)) * delta, by="one-step bound")
        .at_most(delta ** (T - 1) * delta, by="one-step bound")
        .equals(delta**T)
    )
