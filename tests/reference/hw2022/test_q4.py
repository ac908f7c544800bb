"""The answers to hw2022 Q4, each by another route: autograd, torch's optimisers, simulation."""

import math

import pytest
import torch

import autograder.notation as n

STEP_COUNTS = (1, 2, 20)


@pytest.fixture(scope="module")
def q4(load):
    """The reference's module, beside the `notation` that a student's folder has."""
    return load("hw2022/q4_weight_decay.py")


@pytest.fixture
def generator(rng):
    """Torch's random numbers, from a seed that is printed."""
    return torch.Generator().manual_seed(rng.randrange(2**32))


@pytest.fixture
def draw(generator):
    """Return normal numbers in float64."""
    return lambda *shape: torch.randn(shape, generator=generator, dtype=torch.float64)


@pytest.fixture
def loss(draw):
    """Return a loss of three weights that is no parabola."""
    matrix, target = draw(5, 3), draw(5)
    return lambda theta: (torch.tanh(matrix @ theta) - target).square().mean()


def value(question, **values):
    """Return the answer to a symbolic question at a point."""
    declared = dict(question.__question__.symbols)
    symbols = {name: domain.symbol(name) for name, domain in declared.items()}
    sizes = {"d": 3} if any(domain.is_vector for domain in declared.values()) else {}
    answer = question(**symbols)
    used = {name: given for name, given in values.items() if name in n.free_symbols(answer)}
    return n.evaluate(answer, **used, **{k: v for k, v in sizes.items() if k not in used})


def gradient(function, theta):
    theta = theta.clone().requires_grad_()
    (result,) = torch.autograd.grad(function(theta), theta)
    return result


def regularised(loss, gamma):
    return lambda theta: loss(theta) + gamma * theta.norm() ** 2


def close(left, right, tolerance=1e-12):
    return torch.allclose(torch.as_tensor(left), torch.as_tensor(right), tolerance, tolerance)


def test_the_matching_decay_makes_the_steps_of_the_penalty(q4, draw, loss):
    """Claim 1 as well: ten steps each, with autograd's gradient of the penalty."""
    eta, gamma = 0.3, 0.07
    lam = float(value(q4.matching_decay, eta=eta, gamma=gamma))
    decayed = penalised = draw(3)
    for _ in range(10):
        decayed = decayed - eta * gradient(loss, decayed) - lam * decayed
        penalised = penalised - eta * gradient(regularised(loss, gamma), penalised)
        assert close(decayed, penalised)
    assert q4.claims()[1] is True


def lines_of_adam(loss, eps, rho1, rho2, delta):
    """Algorithm 8.7, line by line: what each line assigns, from what there is."""
    return {
        "gradient": ("g", lambda at: gradient(loss, at["theta"])),
        "time": ("t", lambda at: at["t"] + 1),
        "first moment": ("s", lambda at: rho1 * at["s"] + (1 - rho1) * at["g"]),
        "second moment": ("r", lambda at: rho2 * at["r"] + (1 - rho2) * at["g"] * at["g"]),
        "correct first": ("s_hat", lambda at: at["s"] / (1 - rho1 ** at["t"])),
        "correct second": ("r_hat", lambda at: at["r"] / (1 - rho2 ** at["t"])),
        "update": ("step", lambda at: -eps * at["s_hat"] / (at["r_hat"].sqrt() + delta)),
        "apply": ("theta", lambda at: at["theta"] + at["step"]),
    }


def test_one_changed_line_makes_adam_descend_on_the_regularised_loss(q4, draw, loss):
    """With that line as it reads now, the algorithm is torch's Adam on the regularised loss."""
    gamma, hyper = 0.2, {"eps": 0.4, "rho1": 0.7, "rho2": 0.83, "delta": 0.3}
    start = draw(3)
    lines = lines_of_adam(loss, **hyper)
    assigned, old = lines[q4.changed_line()]

    def new(at):
        changed = value(q4.new_line, theta=at["theta"].numpy(), g=old(at).numpy(), gamma=gamma)
        return torch.tensor(changed, dtype=torch.float64).reshape(3)

    lines[q4.changed_line()] = assigned, new
    at = {"theta": start, "s": torch.zeros_like(start), "r": torch.zeros_like(start), "t": 0}
    for _ in range(5):
        for name, line in lines.values():
            at[name] = line(at)
    weights = start.clone().requires_grad_()
    optimiser = torch.optim.Adam([weights], lr=0.4, betas=(0.7, 0.83), eps=0.3)
    for _ in range(5):
        optimiser.zero_grad()
        regularised(loss, gamma)(weights).backward()
        optimiser.step()
    assert close(at["theta"], weights.detach())


def test_the_changed_line_is_the_gradient_of_the_regularised_loss(q4, draw):
    """Of a mean over a minibatch, to which the penalty is added once."""
    examples, theta, gamma = draw(6, 3), draw(3), 0.45
    data_loss = lambda weights: torch.sin(examples @ weights).mean()  # noqa: E731
    right = gradient(regularised(data_loss, gamma), theta)
    g = gradient(data_loss, theta).numpy()
    answer = value(q4.new_line, theta=theta.numpy(), g=g, gamma=gamma)
    assert close(torch.tensor(answer, dtype=torch.float64).reshape(3), right)


def chained(step, theta, gradients, **hyper):
    """Take a step for each gradient, the moments handed on."""
    s, r = torch.zeros_like(theta), torch.zeros_like(theta)
    for t, grad in enumerate(gradients, start=1):
        theta, s, r = step(theta, grad, s, r, t, **hyper)
    return theta


def by_torch(optimiser_class, theta, gradients, **options):
    weights = theta.clone().requires_grad_()
    optimiser = optimiser_class([weights], **options)
    for grad in gradients:
        weights.grad = grad.clone()
        optimiser.step()
    return weights.detach()


@pytest.mark.parametrize("steps", STEP_COUNTS)
@pytest.mark.parametrize("shape", [(4,), (2, 3), ()])
def test_adam_on_the_regularised_loss_is_torchs(q4, draw, steps, shape):
    """The optimiser adds its `weight_decay` times θ to the gradient."""
    theta, gradients, gamma = draw(*shape), [draw(*shape) for _ in range(steps)], 0.17
    hyper = {"eps": 0.35, "rho1": 0.65, "rho2": 0.91, "delta": 0.25}
    ours = chained(q4.adam_l2_step, theta, gradients, **hyper, gamma=gamma)
    options = {"lr": 0.35, "betas": (0.65, 0.91), "eps": 0.25, "weight_decay": 2 * gamma}
    assert close(ours, by_torch(torch.optim.Adam, theta, gradients, **options))


def decoupled_by_numbers(theta, gradients, eps, rho1, rho2, delta, lam):
    """The printed update for one weight, with the moments written as sums over all gradients."""
    for t in range(1, len(gradients) + 1):
        past = gradients[:t]
        s = sum((1 - rho1) * rho1 ** (t - i) * g for i, g in enumerate(past, start=1))
        r = sum((1 - rho2) * rho2 ** (t - i) * g * g for i, g in enumerate(past, start=1))
        s_hat, r_hat = s / (1 - rho1**t), r / (1 - rho2**t)
        theta += -(eps * s_hat / math.sqrt(r_hat + delta) + lam * theta)
    return theta


@pytest.mark.parametrize("steps", STEP_COUNTS)
def test_decoupled_decay_is_the_printed_update(q4, draw, steps):
    theta, gradients = draw(2), [draw(2) for _ in range(steps)]
    hyper = {"eps": 0.35, "rho1": 0.65, "rho2": 0.91, "delta": 0.25, "lam": 0.1}
    ours = chained(q4.adamw_step, theta, gradients, **hyper)
    rows = zip(theta.tolist(), zip(*(g.tolist() for g in gradients), strict=True), strict=True)
    theirs = [decoupled_by_numbers(start, list(past), **hyper) for start, past in rows]
    assert close(ours, torch.tensor(theirs, dtype=torch.float64))


@pytest.mark.parametrize("steps", STEP_COUNTS)
def test_with_the_other_denominator_decoupled_decay_is_torchs(q4, draw, steps):
    """AdamW with lr = ε and weight_decay = λ/ε; without a stabiliser the two forms are one."""
    theta, gradients = draw(4), [draw(4) for _ in range(steps)]
    hyper = {"eps": 0.35, "rho1": 0.65, "rho2": 0.91, "lam": 0.1}
    options = {"lr": 0.35, "betas": (0.65, 0.91), "weight_decay": 0.1 / 0.35}
    for delta in (0.0, 0.25):
        theirs = by_torch(torch.optim.AdamW, theta, gradients, **options, eps=delta)
        accepted = chained(q4.adamw_step_of_algorithm, theta, gradients, **hyper, delta=delta)
        assert close(accepted, theirs)
        ours = chained(q4.adamw_step, theta, gradients, **hyper, delta=delta)
        assert close(ours, theirs) == (delta == 0)


@pytest.mark.parametrize("function", ["adam_l2_step", "adamw_step"])
def test_a_step_makes_new_tensors(q4, draw, function):
    given = [draw(3) for _ in range(3)] + [draw(3).square()]
    before = [tensor.clone() for tensor in given]
    results = getattr(q4, function)(*given, 3, 0.2, 0.6, 0.8, 0.1, 0.05)
    assert all(torch.equal(*pair) for pair in zip(given, before, strict=True))
    assert not {t.data_ptr() for t in results} & {t.data_ptr() for t in given}


def moments(gradients, rho1=0.7, rho2=0.9):
    """Return the corrected moments after all gradients, over the last dimension but one."""
    s = r = torch.zeros_like(gradients[0])
    for g in gradients:
        s, r = rho1 * s + (1 - rho1) * g, rho2 * r + (1 - rho2) * g**2
    return s / (1 - rho1 ** len(gradients)), r / (1 - rho2 ** len(gradients))


#: Two weights: the gradients of the second are thirty times as large.
SCALES = torch.tensor([0.1, 3.0], dtype=torch.float64)
OTHER = {"gamma": 0.07, "lam": 0.02, "eps": 0.3, "delta": 0.04}


def removed(draw, theta, *, penalty, decay):
    """Return the fraction of two constant weights that penalty and decay remove in a step.

    The moments are averaged over twelve random gradients, the second one of L alone.
    """
    gradients = [draw(2) * SCALES for _ in range(12)]
    s_hat, r_hat = moments(gradients)
    s_reg, _ = moments([g + gradient(lambda w: penalty * w @ w, theta) for g in gradients])
    step = -(OTHER["eps"] * s_hat / (r_hat + OTHER["delta"]).sqrt())
    with_it = -(OTHER["eps"] * s_reg / (r_hat + OTHER["delta"]).sqrt() + decay * theta)
    return (step - with_it) / theta, s_hat, r_hat


def test_the_rate_of_the_penalty_is_what_it_adds_to_a_step(q4, draw):
    theta = draw(2)
    rates, s_hat, r_hat = removed(draw, theta, penalty=OTHER["gamma"], decay=0)
    columns = zip(rates, s_hat, r_hat, theta, strict=True)
    for rate, *point in columns:
        at = dict(zip(("s_hat", "r_hat", "theta"), map(float, point), strict=True))
        assert float(value(q4.l2_rate, **at, **OTHER)) == pytest.approx(float(rate), rel=1e-9)
    small, large = rates.tolist()
    assert q4.l2_stronger() == ("small" if small > large > 0 else "large")
    sizes = {"r_small": float(r_hat[0]), "r_large": float(r_hat[1])}
    ratio = float(value(q4.l2_ratio, **sizes, **OTHER))
    assert ratio == pytest.approx(small / large, rel=1e-9)


def test_the_rate_of_decay_is_what_it_adds_to_a_step(q4, draw):
    """Claim 4 as well: it is the same in both sets, and whatever their gradients were."""
    theta = draw(2)
    for _ in range(3):
        rates, *_ = removed(draw, theta, penalty=0, decay=OTHER["lam"])
        small, large = rates.tolist()
        assert float(value(q4.decay_rate, **OTHER)) == pytest.approx(small, rel=1e-9)
        assert small == pytest.approx(large, rel=1e-9)
    assert q4.decay_stronger() == "equal"
    assert q4.decay_ratio(**dict.fromkeys(dict(q4.decay_ratio.__question__.symbols))) == 1
    assert q4.claims()[4] is False


def path(step, theta, noise, scale=1.0, **hyper):
    """Return the weights after every step on a loss whose gradients are noise about a pull.

    The gradient of weight i at step t is ``scale`` times a given number: it does not depend on
    the weights, so that two paths differ by the regularisation alone.
    """
    weights, s, r = [theta], torch.zeros_like(theta), torch.zeros_like(theta)
    for t, grad in enumerate(noise, start=1):
        theta, s, r = step(theta, scale * grad, s, r, t, 0.01, 0.9, 0.99, 1e-16, **hyper)
        weights.append(theta)
    return torch.stack(weights)


def test_no_penalty_takes_the_steps_of_decoupled_decay_under_adam(q4, draw):
    """Claim 2: decay 0.1 of two weights, and penalties over ten orders of magnitude."""
    theta = torch.tensor([2.0, 2.0], dtype=torch.float64)
    noise = [draw(2) * SCALES for _ in range(5)]
    decayed = path(q4.adamw_step, theta, noise, lam=0.1)
    for exponent in range(-40, 41):
        penalised = path(q4.adam_l2_step, theta, noise, gamma=10 ** (exponent / 8))
        assert not close(penalised, decayed, 1e-3)
        # The first step of Adam is never longer than ε, whatever is added to the gradient.
        assert (penalised[1] - theta).abs().max() <= 0.01 * (1 + 1e-9)
    assert (decayed[1] - theta).abs().min() > 0.1
    assert q4.claims()[2] is False


def test_the_weight_with_larger_gradients_is_pulled_less_by_the_penalty(q4, draw):
    """Claim 3: two equal weights, with and without a small penalty, over 200 steps."""
    theta = torch.tensor([1.5, 1.5], dtype=torch.float64)
    noise = [draw(2) * SCALES for _ in range(200)]
    free = path(q4.adam_l2_step, theta, noise, gamma=0.0)
    pulled = free - path(q4.adam_l2_step, theta, noise, gamma=1e-6)
    per_step = pulled.diff(dim=0)[20:].mean(dim=0)
    assert per_step[0] > 5 * per_step[1] > 0
    assert q4.claims()[3] is True


def test_a_loss_times_ten_leaves_decoupled_decay_as_it_is_and_weakens_the_penalty(q4, draw):
    """Claim 5: the paths are the same; the penalty's pull is a tenth."""
    theta = torch.tensor([1.5, -0.8], dtype=torch.float64)
    noise = [draw(2) * SCALES for _ in range(200)]
    once, ten = (path(q4.adamw_step, theta, noise, scale, lam=1e-3) for scale in (1, 10))
    assert close(once, ten, 1e-6)
    pulls = []
    for scale in (1, 10):
        free = path(q4.adam_l2_step, theta, noise, scale, gamma=0.0)
        pulled = path(q4.adam_l2_step, theta, noise, scale, gamma=1e-7)
        pulls.append((free - pulled)[-1])
    ratios = pulls[0] / pulls[1]
    assert ratios.tolist() == pytest.approx([10, 10], rel=0.02)
    assert q4.claims()[5] is True


def test_the_training_loss_is_lowest_without_either_scheme(q4, draw):
    """Claim 6: from the minimum of a least-squares loss, both move away and up, and stay there."""
    matrix, target = draw(9, 3), draw(9)
    loss = lambda theta: (matrix @ theta - target).square().mean()  # noqa: E731
    minimum = torch.linalg.lstsq(matrix, target[:, None]).solution[:, 0]
    penalised = decayed = minimum
    for _ in range(300):
        penalised = penalised - 0.02 * gradient(regularised(loss, 0.1), penalised)
        decayed = decayed - 0.02 * gradient(loss, decayed) - 0.002 * decayed
        assert loss(penalised) > loss(minimum)
        assert loss(decayed) > loss(minimum)
    assert q4.claims()[6] is False
