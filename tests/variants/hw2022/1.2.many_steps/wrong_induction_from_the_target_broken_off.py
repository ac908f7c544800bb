"""earns 1/4: start

The last step of an induction, from the target.
"""

from notation import *


def many_steps(total, step, delta, T):
    return (
        Derivation(delta**T)
        .at_least(norm2(step[T]) * delta ** (T - 1), by="one-step bound")
    )
