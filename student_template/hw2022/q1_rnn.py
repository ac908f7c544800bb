"""Q1 — activations, and vanishing or exploding gradients.

h_t = W σ(h_{t−1}) + U x_t + b        g_t = σ(W g_{t−1} + U x_t + b)
"""

from notation import *


# 1.1.induction
def induction(W, U, b, x, g_prev, h_prev, h, sigma):
    """The induction step: from σ(W g_{t−1} + U x_t + b) to your answer to 1.1.relation, at t.

    W: d×d.  U: d×m.  b, g_prev (g_{t−1}), h_prev (h_{t−1}), h (h_t): d×1.  x (x_t): m×1.
    sigma: the activation.  Facts: "hypothesis" (the relation at t − 1), "definition" (of h_t).
    """
    raise NotImplementedError


# 1.2.one_step
def one_step(W, h, sigma, gamma, delta):
    """From the norm of ∂h_t/∂h_{t−1} = W diag(σ′(h)) to δ, with h = h_{t−1}: ≤ and =.

    W: d×d.  h: d×1.  sigma: the activation.  gamma > 0.  0 ≤ delta < 1.  norm2 is the norm.
    Facts: "submultiplicativity", "norm-eigenvalue identity" (‖A‖² = λ₁(AᵀA)),
    "bounded derivative" (|σ′| ≤ γ everywhere), "eigenvalue assumption" (λ₁(WᵀW) ≤ δ²/γ²).
    """
    raise NotImplementedError


# 1.2.many_steps
def many_steps(total, step, delta, T):
    """From ‖∂h_T/∂h_0‖ to δ^T: ≤ and =.

    total: ∂h_T/∂h_0, d×d.  step: a sequence of d×d matrices, step[t] = ∂h_t/∂h_{t−1}.
    0 ≤ delta < 1.  T: integer ≥ 1.  An ordered product is Product(step[t], (t, T, 1)).
    Facts: "chain rule" (total is the product of the steps), "submultiplicativity" (any number of
    factors), "one-step bound" (‖step[t]‖ ≤ δ for every t), "induction hypothesis"
    (the norm of the product of the steps from T − 1 to 1 is at most δ^{T−1}).
    """
    raise NotImplementedError
