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


# 4.2.code
def adam_l2_step(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    """One step of Adam, as in Algorithm 8.7 (with √r̂ + δ), on L_reg.

    theta: the weights, a tensor of any shape.  grad: the minibatch gradient of L alone at theta.
    s, r: the moments before the step, not corrected. All four are of one shape and one
    floating-point dtype, laid out in memory in any way.  t: the number of this step, an int, 1
    for the first.  eps: the step size.  rho1, rho2: the decay rates.  delta: the stabiliser.
    gamma: of the penalty.  All of these are floats but t.

    Returns theta, s and r after the step: new tensors of that dtype, s and r not corrected. What
    is passed in stays unchanged.
    """
    g = grad + 2*gamma*theta
    s = rho1*s + (1 - rho1)*g
    r = rho2*r + (1 - rho2)*g**2
    s_hat = s/(1 - rho1**t)
    r_hat = r/(1 - rho2**t)
    return theta - eps*s_hat/torch.sqrt(r_hat + delta), s, r


# 4.3.code
def adamw_step(theta, grad, s, r, t, eps, rho1, rho2, delta, lam):
    """One step of Adam with decoupled decay, as printed above: θ ← θ + Δθ.

    The arguments are those of 4.2.code, but for lam, which is λ. The θ in Δθ is the weights
    before the step, and λ is not multiplied by the step size.

    Returns theta, s and r after the step: new tensors of that dtype, s and r not corrected. What
    is passed in stays unchanged.
    """
    s = rho1*s + (1 - rho1)*grad
    r = rho2*r + (1 - rho2)*grad**2
    s_hat = s/(1 - rho1**t)
    r_hat = r/(1 - rho2**t)
    theta = theta - eps*s_hat/torch.sqrt(r_hat + delta)
    return theta - lam*theta, s, r
