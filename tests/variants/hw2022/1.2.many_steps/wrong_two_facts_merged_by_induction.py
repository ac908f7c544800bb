"""earns 3/4: too many facts at step 3

Hypothesis and bound in one step.
"""

from notation import *


def many_steps(total, step, delta, T):
    t = Symbol("t")
    before = Product(step[t], (t, T - 1, 1))
    return (
        Derivation(norm2(total))
        .equals(norm2(step[T] * before), by="chain rule")
        .at_most(norm2(step[T]) * norm2(before), by="submultiplicativity")
        .at_most(delta**T, by=["induction hypothesis", "one-step bound"])
    )
