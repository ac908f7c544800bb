"""earns 1/4: circular at step 2

Back to the start.
"""

from notation import *


def many_steps(total, step, delta, T):
    t = Symbol("t")
    product = Product(step[t], (t, T, 1))
    return (
        Derivation(norm2(total))
        .equals(norm2(product), by="chain rule")
        .equals(norm2(total), by="chain rule")
        .equals(norm2(product), by="chain rule")
        .at_most(delta**T, by="one-step bound")
    )
