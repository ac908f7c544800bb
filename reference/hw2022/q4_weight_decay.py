"""Q4 — weight decay and L2 regularisation ({points} points).

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

from functools import partial

import torch

from notation import (
    Derivation,
    dimension,
    natural,
    nonnegative,
    positive,
    question,
    real,
    sqrt,
    vector,
)

d = dimension("d")

weight = {
    "theta": real,
    "s_hat": real,
    "r_hat": nonnegative,
    "gamma": positive,
    "lam": positive,
    "eps": positive,
    "delta": positive,
}
sets = {
    "theta_small": real,
    "theta_large": real,
    "r_small": nonnegative,
    "r_large": nonnegative,
    "gamma": positive,
    "lam": positive,
    "eps": positive,
    "delta": positive,
}
# Both have, as the statement has them, a hat or none.
sets_tex = {
    "theta_small": [r"\theta_{small}", r"\theta^{small}", r"\theta_s", r"\theta_S"],
    "theta_large": [r"\theta_{large}", r"\theta^{large}", r"\theta_l", r"\theta_L"],
    "r_small": [r"\hat r_{small}", "r_{small}", r"\hat r_s", "r_s", r"\hat r_S", "r_S"],
    "r_large": [r"\hat r_{large}", "r_{large}", r"\hat r_l", "r_l", r"\hat r_L", "r_L"],
}


def gradient_tex(loss):
    """Return how the gradient of a loss is written, whose name that is."""
    losses = [loss, rf"{loss}(\theta)", rf"{loss}(f(x^{{(i)}};\theta),y^{{(i)}})"]
    forms = [r"\nabla_\theta %s", r"\nabla %s", r"\frac{\partial %s}{\partial\theta}"]
    written = [form % each for each in losses for form in forms]
    for weights in (r"\theta_i", r"\theta_t"):
        written += [
            rf"\nabla_{{{weights}}} {loss}",
            rf"\frac{{\partial {loss}}}{{\partial {weights}}}",
            rf"\nabla {loss}({weights})",
            rf"\nabla_\theta {loss}({weights})",
        ]
    return written


steps_tex = {
    "theta": [r"\theta", r"\theta_i", r"\theta_t"],
    "grad": gradient_tex("L"),
}
loss_tex = r"L(f(x^{(i)};\theta),y^{(i)})"
minibatch_tex = {
    "theta": [r"\theta", r"\theta_t"],
    "g": [
        "g",
        "g_t",
        rf"\frac{{1}}{{m}}\nabla_\theta\sum_i {loss_tex}",
        rf"\frac{{1}}{{m}}\nabla_\theta\sum_{{i=1}}^m {loss_tex}",
        rf"\frac{{1}}{{m}}\sum_i\nabla_\theta {loss_tex}",
        rf"\frac{{1}}{{m}}\sum_{{i=1}}^m\nabla_\theta {loss_tex}",
    ],
}


def moments(grad, s, r, t, rho1, rho2):
    """Return the moments after a gradient: first and second, then both corrected."""
    s = rho1 * s + (1 - rho1) * grad
    r = rho2 * r + (1 - rho2) * grad**2
    return s, r, s / (1 - rho1**t), r / (1 - rho2**t)


def inside(r_hat, delta):
    return torch.sqrt(r_hat + delta)


def outside(r_hat, delta):
    return torch.sqrt(r_hat) + delta


def rootless(r_hat, delta):
    return r_hat + delta


@question(
    "4.1.lambda",
    theta=vector(d), grad=vector(d), eta=positive, gamma=positive,
    tex=steps_tex, name=r"\lambda",
)  # fmt: skip
def matching_decay(theta, grad, eta, gamma):
    """The λ with which weight decay makes the same steps as L2 regularisation: a scalar.

    theta: d×1.  grad: ∂L/∂θ, d×1.  eta: the learning rate.  gamma: of the penalty.
    """
    return 2 * eta * gamma


@question(
    "4.1.derivation",
    theta=vector(d), grad=vector(d), grad_reg=vector(d), eta=positive, gamma=positive, lam=real,
    tex={**steps_tex, "grad_reg": gradient_tex("L_{reg}")}, name=r"\theta_{t+1}",
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


@question(
    "4.2.line",
    asks="choice",
    tex={
        "sample": ["sampling", "minibatch"],
        "gradient": ["g", "compute gradient"],
        "time": ["time step", "t"],
        "first moment": ["s", "biased first moment"],
        "second moment": ["r", "biased second moment"],
        "correct first": [r"\hat s", "bias in first moment"],
        "correct second": [r"\hat r", "bias in second moment"],
        "update": [r"\Delta\theta"],
        "apply": ["apply update"],
    },
)
def changed_line():
    """Which line of Adam reads differently where L_reg takes the place of L.

    Returns one of "sample", "gradient", "time", "first moment", "second moment",
    "correct first", "correct second", "update", "apply".
    """
    return "gradient"


@question(
    "4.2.gradient",
    theta=vector(d), g=vector(d), gamma=positive, eps=positive, m=natural,
    tex=minibatch_tex, name="g'",
)  # fmt: skip
def new_line(theta, g, gamma, eps, m):
    """What the changed line computes, its new right-hand side: d×1.

    theta: d×1.  g: the gradient of the minibatch's mean loss alone, without a penalty, d×1.
    gamma: of the penalty, which is added once to that mean.  eps: the step size.  m: the number
    of examples in the minibatch.
    """
    return g + 2 * gamma * theta


@question("4.2.code")
def adam_l2_step(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    """One step of Adam on L_reg, as in Algorithm 8.7 (with √r̂ + δ; √(r̂ + δ) is right as well).

    theta: the weights, a tensor of any shape, also ().  grad: the minibatch gradient of L alone at
    theta.  s, r: the moments before the step, not corrected. All four are of one shape and one
    floating-point dtype, laid out in memory in any way.  t: the number of this step, an int, 1
    for the first.  eps: the step size.  rho1, rho2: the decay rates.  delta > 0: the stabiliser.
    gamma ≥ 0: of the penalty.  All of these are floats but t.

    Returns theta, s and r after the step: new tensors of that dtype, as exact as it allows, s and r
    not corrected. What is passed in stays unchanged.

    Values are worth {points:values}, arguments of any dtype and layout, left unchanged,
    {points:arguments}.
    """
    s, r, s_hat, r_hat = moments(grad + 2 * gamma * theta, s, r, t, rho1, rho2)
    return theta - eps * s_hat / (torch.sqrt(r_hat) + delta), s, r


@question(
    "4.3.l2_stronger",
    asks="choice",
    tex={
        "small": [r"\theta_{small}", "small gradients"],
        "large": [r"\theta_{large}", "large gradients"],
        "equal": ["equally", "the same", "same", "both"],
    },
)
def l2_stronger():
    """Which set the penalty of Adam-L2 shrinks more, relative to its size.

    Returns "small" (the set with small gradients), "large" or "equal". What is not right here,
    wrong or left out, takes away half of what a right choice in 4.3.decay_stronger earns, and the
    other way round.
    """
    return "small"


@question("4.3.l2_rate", **weight)
def l2_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    """The shrinkage rate of a weight by the penalty of Adam-L2: a positive scalar.

    theta, s_hat, r_hat: of one weight, scalars.  gamma: of the penalty.  lam: λ of a decay.
    eps: the step size.  delta: the stabiliser, in the root or added to it.
    """
    return 2 * gamma * eps / sqrt(r_hat + delta)


@question(
    "4.3.decay_stronger",
    asks="choice",
    tex={
        "small": [r"\theta_{small}", "small gradients"],
        "large": [r"\theta_{large}", "large gradients"],
        "equal": ["equally", "the same", "same", "both"],
    },
)
def decay_stronger():
    """Which set decoupled decay shrinks more, relative to its size.

    Returns "small", "large" or "equal", as in 4.3.l2_stronger.
    """
    return "equal"


@question("4.3.decay_rate", **weight)
def decay_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    """The shrinkage rate of a weight by decoupled decay: a positive scalar.

    theta, s_hat, r_hat: of one weight, scalars.  gamma: of a penalty.  lam: λ of the decay.
    eps: the step size.  delta: the stabiliser.
    """
    return lam


@question("4.3.code")
def adamw_step(theta, grad, s, r, t, eps, rho1, rho2, delta, lam):
    """One step of Adam with decoupled decay, as printed above: θ ← θ + Δθ.

    The arguments are those of 4.2.code, but for lam ≥ 0, which is λ. The θ in Δθ is the weights
    before the step, and λ is not multiplied by the step size. Here too √r̂ + δ is as right as
    √(r̂ + δ).

    Returns theta, s and r after the step: new tensors of that dtype, as exact as it allows, s and r
    not corrected. What is passed in stays unchanged.

    Values are worth {points:values}, arguments of any dtype and layout, left unchanged,
    {points:arguments}.
    """
    s, r, s_hat, r_hat = moments(grad, s, r, t, rho1, rho2)
    return theta - (eps * s_hat / torch.sqrt(r_hat + delta) + lam * theta), s, r


def told_apart(r_small, r_large):
    """The sets are those with small and with large gradients."""
    return r_small <= r_large


@question("4.4.l2_ratio", where=told_apart, **sets, tex=sets_tex)
def l2_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    """The shrinkage rate in the set with small gradients over that in the other: a scalar.

    It is about the penalty of Adam-L2.  theta_small, r_small: θ and r̂ of a weight of the set with
    small gradients.  theta_large, r_large: of one of the other set.  gamma, lam, eps, delta: as
    in 4.3.l2_rate.
    """
    return sqrt(r_large + delta) / sqrt(r_small + delta)


@question("4.4.decay_ratio", where=told_apart, **sets, tex=sets_tex)
def decay_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    """The same ratio of shrinkage rates under decoupled decay: a scalar.

    The arguments are those of 4.4.l2_ratio.
    """
    return 1


@question("4.4.claims", asks="claims")
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
    return {1: True, 2: False, 3: True, 4: False, 5: True, 6: False}


# What is accepted in the place of an answer.


def adamw_step_of_algorithm(theta, grad, s, r, t, eps, rho1, rho2, delta, lam):
    s, r, s_hat, r_hat = moments(grad, s, r, t, rho1, rho2)
    return theta - (eps * s_hat / (torch.sqrt(r_hat) + delta) + lam * theta), s, r


# What some students give in place of a step of Adam-L2, with either denominator.


def l2_inside_root(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    return l2_multiple(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma, root=inside)


def l2_multiple(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma, factor=2, root=outside):
    s, r, s_hat, r_hat = moments(grad + factor * gamma * theta, s, r, t, rho1, rho2)
    return theta - eps * s_hat / root(r_hat, delta), s, r


def l2_times_step_size(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    return adam_l2_step(theta, grad, s, r, t, eps, rho1, rho2, delta, eps * gamma)


l2_without_root = partial(l2_multiple, root=rootless)
l2_half, l2_half_inside = (
    partial(l2_multiple, factor=1),
    partial(l2_multiple, factor=1, root=inside),
)
l2_twice, l2_twice_inside = (
    partial(l2_multiple, factor=4),
    partial(l2_multiple, factor=4, root=inside),
)
l2_subtracted, l2_subtracted_inside = (
    partial(l2_multiple, factor=-2),
    partial(l2_multiple, factor=-2, root=inside),
)
l2_without_penalty, l2_without_penalty_inside = (
    partial(l2_multiple, factor=0),
    partial(l2_multiple, factor=0, root=inside),
)


def l2_decoupled(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    return adamw_step_of_algorithm(theta, grad, s, r, t, eps, rho1, rho2, delta, 2 * eps * gamma)


def l2_raw_second_moment(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    _, r_after, _, r_hat = moments(grad, s, r, t, rho1, rho2)
    s, _, s_hat, _ = moments(grad + 2 * gamma * theta, s, r, t, rho1, rho2)
    return theta - eps * s_hat / (torch.sqrt(r_hat) + delta), s, r_after


def l2_swapped(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    return adam_l2_step(theta, grad, s, r, t, eps, rho2, rho1, delta, gamma)


def l2_uncorrected(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma, root=outside):
    s, r, _, _ = moments(grad + 2 * gamma * theta, s, r, t, rho1, rho2)
    return theta - eps * s / root(r, delta), s, r


def l2_first_power(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma, root=outside):
    s, r, _, _ = moments(grad + 2 * gamma * theta, s, r, t, rho1, rho2)
    return theta - eps * s / (1 - rho1) / root(r / (1 - rho2), delta), s, r


def l2_next_step(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    return adam_l2_step(theta, grad, s, r, t + 1, eps, rho1, rho2, delta, gamma)


def l2_stabilised_early(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    s, r, s_hat, _ = moments(grad + 2 * gamma * theta, s, r, t, rho1, rho2)
    return theta - eps * s_hat * (1 - rho2**t) ** 0.5 / (torch.sqrt(r) + delta), s, r


def l2_returns_corrected(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma, root=outside):
    _, _, s_hat, r_hat = moments(grad + 2 * gamma * theta, s, r, t, rho1, rho2)
    return theta - eps * s_hat / root(r_hat, delta), s_hat, r_hat


l2_uncorrected_inside = partial(l2_uncorrected, root=inside)
l2_first_power_inside = partial(l2_first_power, root=inside)
l2_returns_corrected_inside = partial(l2_returns_corrected, root=inside)


# What some students give in place of decoupled decay, with either denominator.


def decay_after_step(theta, grad, s, r, t, eps, rho1, rho2, delta, lam, root=inside):
    s, r, s_hat, r_hat = moments(grad, s, r, t, rho1, rho2)
    theta = theta - eps * s_hat / root(r_hat, delta)
    return theta - lam * theta, s, r


def decay_times_step_size(theta, grad, s, r, t, eps, rho1, rho2, delta, lam, root=inside):
    s, r, s_hat, r_hat = moments(grad, s, r, t, rho1, rho2)
    return theta - eps * (s_hat / root(r_hat, delta) + lam * theta), s, r


def decay_coupled(theta, grad, s, r, t, eps, rho1, rho2, delta, lam, root=inside):
    s, r, s_hat, r_hat = moments(grad + lam * theta, s, r, t, rho1, rho2)
    return theta - eps * s_hat / root(r_hat, delta), s, r


def decay_adapted(theta, grad, s, r, t, eps, rho1, rho2, delta, lam, root=inside):
    s, r, s_hat, r_hat = moments(grad, s, r, t, rho1, rho2)
    return theta - eps * (s_hat + lam * theta) / root(r_hat, delta), s, r


def decay_swapped(theta, grad, s, r, t, eps, rho1, rho2, delta, lam, root=inside):
    s, r, s_hat, r_hat = moments(grad, s, r, t, rho2, rho1)
    return theta - (eps * s_hat / root(r_hat, delta) + lam * theta), s, r


def decay_uncorrected(theta, grad, s, r, t, eps, rho1, rho2, delta, lam, root=inside):
    s, r, _, _ = moments(grad, s, r, t, rho1, rho2)
    return theta - (eps * s / root(r, delta) + lam * theta), s, r


def decay_next_step(theta, grad, s, r, t, eps, rho1, rho2, delta, lam, root=inside):
    s, r, s_hat, r_hat = moments(grad, s, r, t + 1, rho1, rho2)
    return theta - (eps * s_hat / root(r_hat, delta) + lam * theta), s, r


def decay_first_power(theta, grad, s, r, t, eps, rho1, rho2, delta, lam, root=inside):
    s, r, _, _ = moments(grad, s, r, t, rho1, rho2)
    step = eps * s / (1 - rho1) / root(r / (1 - rho2), delta)
    return theta - (step + lam * theta), s, r


def decay_added(theta, grad, s, r, t, eps, rho1, rho2, delta, lam, root=inside):
    s, r, s_hat, r_hat = moments(grad, s, r, t, rho1, rho2)
    return theta - (eps * s_hat / root(r_hat, delta) - lam * theta), s, r


def decay_returns_corrected(theta, grad, s, r, t, eps, rho1, rho2, delta, lam, root=inside):
    _, _, s_hat, r_hat = moments(grad, s, r, t, rho1, rho2)
    return theta - (eps * s_hat / root(r_hat, delta) + lam * theta), s_hat, r_hat


decay_first_power_outside = partial(decay_first_power, root=outside)
decay_added_outside = partial(decay_added, root=outside)
decay_returns_corrected_outside = partial(decay_returns_corrected, root=outside)
decay_after_step_outside = partial(decay_after_step, root=outside)
decay_times_step_size_outside = partial(decay_times_step_size, root=outside)
decay_coupled_outside = partial(decay_coupled, root=outside)
decay_adapted_outside = partial(decay_adapted, root=outside)
decay_swapped_outside = partial(decay_swapped, root=outside)
decay_uncorrected_outside = partial(decay_uncorrected, root=outside)
decay_next_step_outside = partial(decay_next_step, root=outside)
