"""earns all

The one-step bound before the hypothesis.
"""

from notation import *


def many_steps(total, step, delta, T):
    t = Symbol("t")
    product = Product(step[t], (t, T, 1))
    earlier = Product(step[t], (t, T - 1, 1))
    return (
        Derivation(norm2(total))
        .equals(norm2(product), by="chain rule")
        .equals(norm2(step[T] * earlier), by="splitting")
        .at_most(norm2(step[T]) * norm2(earlier), by="submultiplicativity")
        .at_most(delta * norm2(earlier), by="one-step bound")
        .at_most(delta * delta ** (T - 1), by="induction hypothesis")
        .equals(delta**T)
    )
