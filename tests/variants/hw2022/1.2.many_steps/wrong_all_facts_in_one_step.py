"""earns 1/4: too many facts at step 1

The whole in one step, by all facts.
"""

from notation import *


def many_steps(total, step, delta, T):
    return (
        Derivation(norm2(total)).at_most(
            delta**T, by=["chain rule", "submultiplicativity", "one-step bound"]
        )
    )
