"""Q4 — weight decay and L2 regularisation (21 points).

Weight decay with plain gradient descent, with learning rate η and decay λ:

    θ ← θ − η ∂L/∂θ − λ θ

L2 regularisation: the plain step, without decay, on L_reg = L + γ ‖θ‖².

4.2 and 4.3 are about Adam as in Algorithm 8.7 of the Deep Learning book: step size ε, decay rates
ρ1 and ρ2 of the moments, stabiliser δ, moments s and r that begin at zero, and t = 0. It repeats

    sample           take a minibatch of m examples
    gradient         g ← the gradient of the minibatch's mean loss
    time             t ← t + 1
    first moment     s ← ρ1 s + (1 − ρ1) g
    second moment    r ← ρ2 r + (1 − ρ2) g ⊙ g
    correct first    ŝ ← s / (1 − ρ1^t)
    correct second   r̂ ← r / (1 − ρ2^t)
    update           Δθ ← −ε ŝ / (√r̂ + δ)
    apply            θ ← θ + Δθ

where operations on vectors are elementwise. Adam with decoupled decay has, for its update,

    Δθ ← −(ε ŝ / √(r̂ + δ) + λ θ)

and Adam-L2 is Adam on L_reg, with its updates in that same form but for the decay.

4.3 and 4.4 take the weights in two sets, one with small and one with large gradient magnitudes.
There the shrinkage rate of a weight is the fraction of it that the penalty, or the decay, removes
in one step: a positive number. Take a weight as constant over the memory of the moments, so that
ŝ is a part that comes from L and the penalty's part, and r̂ as unaffected by the penalty. In
symbols, for one weight: r_hat is r̂ and s_hat the part of ŝ that comes from L.
"""

import torch
from notation import *


# 4.1.lambda
def matching_decay(theta, grad, eta, gamma):
    """The λ with which weight decay makes the same steps as L2 regularisation: a scalar.

    theta: d×1.  grad: ∂L/∂θ, d×1.  eta: the learning rate.  gamma: of the penalty.
    """
    raise NotImplementedError


# 4.1.derivation
def derivation(theta, grad, grad_reg, eta, gamma, lam):
    """From θ − η grad_reg, the plain step on L_reg, to the step of weight decay on L.

    theta: d×1.  grad: ∂L/∂θ, d×1.  grad_reg: ∂L_reg/∂θ, d×1.  eta: the learning rate.
    gamma: of the penalty.  lam: λ of the decay.  Facts: "gradient of the penalty",
    "choice of λ" (your answer to 4.1.lambda).
    """
    raise NotImplementedError


# 4.2.line
def changed_line():
    """Which line of Adam reads differently where L_reg takes the place of L.

    Returns one of "sample", "gradient", "time", "first moment", "second moment",
    "correct first", "correct second", "update", "apply".
    """
    raise NotImplementedError


# 4.2.gradient
def new_line(theta, g, gamma, eps, m):
    """What the changed line computes, its new right-hand side: d×1.

    theta: d×1.  g: the gradient of the minibatch's mean loss alone, without a penalty, d×1.
    gamma: of the penalty, which is added once to that mean.  eps: the step size.  m: the number
    of examples in the minibatch.
    """
    raise NotImplementedError


# 4.2.code
def adam_l2_step(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    """One step of Adam on L_reg, as in Algorithm 8.7 (with √r̂ + δ; √(r̂ + δ) is right as well).

    theta: the weights, a tensor of any shape, also ().  grad: the minibatch gradient of L alone at
    theta.  s, r: the moments before the step, not corrected. All four are of one shape and one
    floating-point dtype, laid out in memory in any way.  t: the number of this step, an int, 1
    for the first.  eps: the step size.  rho1, rho2: the decay rates.  delta > 0: the stabiliser.
    gamma ≥ 0: of the penalty.  All of these are floats but t.

    Returns theta, s and r after the step: new tensors of that dtype, as exact as it allows, s and r
    not corrected. What is passed in stays unchanged.

    Values are worth 1.5, arguments of any dtype and layout, left unchanged,
    0.5.
    """
    raise NotImplementedError


# 4.3.l2_stronger
def l2_stronger():
    """Which set the penalty of Adam-L2 shrinks more, relative to its size.

    Returns "small" (the set with small gradients), "large" or "equal". What is not right here,
    wrong or left out, takes away half of what a right choice in 4.3.decay_stronger earns, and the
    other way round.
    """
    raise NotImplementedError


# 4.3.l2_rate
def l2_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    """The shrinkage rate of a weight by the penalty of Adam-L2: a positive scalar.

    theta, s_hat, r_hat: of one weight, scalars.  gamma: of the penalty.  lam: λ of a decay.
    eps: the step size.  delta: the stabiliser, in the root or added to it.
    """
    raise NotImplementedError


# 4.3.decay_stronger
def decay_stronger():
    """Which set decoupled decay shrinks more, relative to its size.

    Returns "small", "large" or "equal", as in 4.3.l2_stronger.
    """
    raise NotImplementedError


# 4.3.decay_rate
def decay_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    """The shrinkage rate of a weight by decoupled decay: a positive scalar.

    theta, s_hat, r_hat: of one weight, scalars.  gamma: of a penalty.  lam: λ of the decay.
    eps: the step size.  delta: the stabiliser.
    """
    raise NotImplementedError


# 4.3.code
def adamw_step(theta, grad, s, r, t, eps, rho1, rho2, delta, lam):
    """One step of Adam with decoupled decay, as printed above: θ ← θ + Δθ.

    The arguments are those of 4.2.code, but for lam ≥ 0, which is λ. The θ in Δθ is the weights
    before the step, and λ is not multiplied by the step size. Here too √r̂ + δ is as right as
    √(r̂ + δ).

    Returns theta, s and r after the step: new tensors of that dtype, as exact as it allows, s and r
    not corrected. What is passed in stays unchanged.

    Values are worth 0.75, arguments of any dtype and layout, left unchanged,
    0.25.
    """
    raise NotImplementedError


# 4.4.l2_ratio
def l2_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    """The shrinkage rate in the set with small gradients over that in the other: a scalar.

    It is about the penalty of Adam-L2.  theta_small, r_small: θ and r̂ of a weight of the set with
    small gradients.  theta_large, r_large: of one of the other set.  gamma, lam, eps, delta: as
    in 4.3.l2_rate.
    """
    raise NotImplementedError


# 4.4.decay_ratio
def decay_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    """The same ratio of shrinkage rates under decoupled decay: a scalar.

    The arguments are those of 4.4.l2_ratio.
    """
    raise NotImplementedError


# 4.4.claims
def claims():
    """Which of these statements are true.

    1. With plain SGD and a fixed learning rate η, decay λ and an L2 penalty with the matching γ
       give the same weights at every step.
    2. With Adam there is for every λ > 0 one γ, the same for all weights, for which Adam-L2 and
       Adam with decoupled decay give the same weights at every step.
    3. Under Adam-L2, of two weights of equal value, the one whose gradients have been larger is
       pulled towards zero less per step by the penalty.
    4. Under decoupled decay the fraction of a weight removed in a step depends on that weight's
       past gradients.
    5. If the loss is multiplied by 10 from the first step on and δ is negligible, the steps of
       Adam with decoupled decay do not change, whereas the pull of Adam-L2's penalty becomes
       about ten times weaker.
    6. The purpose of either scheme is to reach a lower training loss.

    Returns a dict from the numbers of the statements to True or False, or six truth values in a
    list. A wrong answer takes away what a right one earns; a statement that is left out of the
    dict, or is None, counts as neither.
    """
    raise NotImplementedError
