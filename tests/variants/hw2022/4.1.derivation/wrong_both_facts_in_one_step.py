"""earns 1/4: too many facts at step 1

The whole in one step.
"""

from notation import *


def derivation(theta, grad, grad_reg, eta, gamma, lam):
    start = theta - eta * grad_reg
    target = theta - eta * grad - lam * theta
    return Derivation(start).equals(target, by=["gradient of the penalty", "choice of λ"])
