"""Q4 — weight decay and L2 regularisation."""

from notation import Derivation, dimension, positive, question, real, vector

d = dimension("d")


@question(
    "4.1.derivation",
    theta=vector(d), grad=vector(d), grad_reg=vector(d), eta=positive, gamma=positive, lam=real,
)  # fmt: skip
def derivation(theta, grad, grad_reg, eta, gamma, lam):
    """From θ − η grad_reg, the plain step on L_reg, to the step of weight decay on L.

    theta: d×1.  grad: ∂L/∂θ, d×1.  grad_reg: ∂L_reg/∂θ, d×1.  eta: the learning rate.
    gamma: of the penalty.  lam: λ of the decay.  Facts: "gradient of the penalty",
    "choice of λ" (your answer to 4.1.lambda).
    """
    return (
        Derivation(theta - eta * grad_reg)
        .equals(theta - eta * (grad + 2 * gamma * theta), by="gradient of the penalty")
        .equals(theta - eta * grad - lam * theta, by="choice of λ")
    )
