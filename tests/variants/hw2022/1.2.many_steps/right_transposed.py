"""earns all

The hypothesis under a factor of δ.
"""

from notation import *


def many_steps(total, step, delta, T):
    t = Symbol("t")
    earlier = Product(step[t], (t, T - 1, 1))
    return (
        Derivation(norm2(total))
        .equals(norm2(step[T] * earlier), by="Chain rule")
        .at_most(norm2(step[T]) * norm2(earlier), by="submultiplicativity")
        .at_most(delta * norm2(earlier), by="one-step bound")
        .at_most(delta**T, by="induction hypothesis")
    )
