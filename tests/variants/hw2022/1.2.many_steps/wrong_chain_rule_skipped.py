"""earns 1/4: missing fact at step 1

Total is never taken apart.
"""

from notation import *


def many_steps(total, step, delta, T):
    t = Symbol("t")
    norms = Product(norm2(step[t]), (t, 1, T))
    return Derivation(norm2(total)).at_most(norms, by="submultiplicativity").at_most(delta**T, by="one-step bound")
