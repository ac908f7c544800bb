"""earns half: missing fact at step 3

The induction hypothesis is used, and not cited.
"""

from notation import *


def many_steps(total, step, delta, T):
    t = Symbol("t")
    earlier = Product(step[t], (t, T - 1, 1))
    return (
        Derivation(norm2(total))
        .equals(norm2(step[T] * earlier), by="chain rule")
        .at_most(norm2(step[T]) * norm2(earlier), by="submultiplicativity")
        .at_most(delta**T, by="one-step bound")
    )
