"""Q4 — weight decay and L2 regularisation."""

from notation import *


# 4.1.derivation
def derivation(theta, grad, grad_reg, eta, gamma, lam):
    """From θ − η grad_reg, the plain step on L_reg, to the step of weight decay on L.

    theta: d×1.  grad: ∂L/∂θ, d×1.  grad_reg: ∂L_reg/∂θ, d×1.  eta: the learning rate.
    gamma: of the penalty.  lam: λ of the decay.  Facts: "gradient of the penalty",
    "choice of λ" (your answer to 4.1.lambda).
    """
    raise NotImplementedError
