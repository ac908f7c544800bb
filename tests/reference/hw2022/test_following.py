"""One mistake costs once: lines go on from the student's own answers, and get no easier by it."""

import pytest

from rubric_lines import check_of

ASSIGNMENT = "hw2022"

# ---------------------------------------------------------------------- one mistake costs once

WITHOUT_WEIGHT = """
def unrolled(g, beta, delta, t):
    i = Symbol("i")
    return Sum(beta ** (t - i) * g[i], (i, 1, t))

def expectation(mu, beta, t, zeta):
    return (1 - beta**t) / (1 - beta) * mu

def derivation(g, mu, beta, t):
    i = Symbol("i")
    return (
        Derivation(E(Sum(beta ** (t - i) * g[i], (i, 1, t))))
        .equals(Sum(beta ** (t - i) * E(g[i]), (i, 1, t)), by="linearity")
        .equals(Sum(beta ** (t - i) * mu, (i, 1, t)), by="stationarity")
        .equals((1 - beta**t) / (1 - beta) * mu)
    )

def debiased(v, beta, t):
    return v * (1 - beta) / (1 - beta**t)
"""
BACKWARDS = """
def unrolled(g, beta, delta, t):
    i = Symbol("i")
    return (1 - beta) * Sum(beta**i * g[i], (i, 1, t))

def expectation(mu, beta, t, zeta):
    return beta * (1 - beta**t) * mu

def derivation(g, mu, beta, t):
    i = Symbol("i")
    return (
        Derivation(E((1 - beta) * Sum(beta**i * g[i], (i, 1, t))))
        .equals((1 - beta) * Sum(beta**i * E(g[i]), (i, 1, t)), by="linearity")
        .equals((1 - beta) * Sum(beta**i * mu, (i, 1, t)), by="stationarity")
        .equals(beta * (1 - beta**t) * mu)
    )

def debiased(v, beta, t):
    return v / (beta * (1 - beta**t))
"""
USUAL_FORM = """
def jacobian(W, h, sigma, t):
    return diag(D(sigma)(h[t])) * W

def one_step(W, h, sigma, gamma, delta):
    slope = diag(D(sigma)(h))
    return (
        Derivation(norm2(slope * W))
        .at_most(norm2(slope) * norm2(W), by="submultiplicativity")
        .at_most(gamma * norm2(W), by="bounded derivative")
        .equals(gamma * sqrt(lambda_max(W.T * W)), by="norm-eigenvalue identity")
        .at_most(delta, by="eigenvalue assumption")
    )
"""
HALF_THE_GRADIENT = """
def matching_decay(theta, grad, eta, gamma):
    return eta * gamma

def derivation(theta, grad, grad_reg, eta, gamma, lam):
    return (
        Derivation(theta - eta * grad_reg)
        .equals(theta - eta * (grad + gamma * theta), by="gradient of the penalty")
        .equals(theta - eta * grad - lam * theta, by="choice of λ")
    )

def new_line(theta, g, gamma, eps, m):
    return g + gamma * theta

def adam_l2_step(theta, grad, s, r, t, eps, rho1, rho2, delta, gamma):
    s, r, s_hat, r_hat = moments(grad + gamma * theta, s, r, t, rho1, rho2)
    return theta - eps * s_hat / (torch.sqrt(r_hat) + delta), s, r

def l2_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return gamma * eps / sqrt(r_hat + delta)
"""
RATE_WITHOUT_ROOT = """
def l2_rate(theta, s_hat, r_hat, gamma, lam, eps, delta):
    return 2 * gamma * eps / (r_hat + delta)

def l2_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):
    return (r_large + delta) / (r_small + delta)
"""
NO_NORM = """
def feature(u, w, r, m, d):
    return exp(w[r].T * u) / sqrt(m)

def variance(q, k, m):
    return exp(norm(q + k) ** 2) * (exp(norm(q + k) ** 2) - 1) / m

def samples(q, k, tau):
    return exp(norm(q + k) ** 2 - 2 * q.T * k) * (exp(norm(q + k) ** 2) - 1) / tau**2
"""
NOT_DIVIDED = """
def feature(u, w, r, m, d):
    return exp(w[r].T * u - norm(u) ** 2 / 2)

def variance(q, k, m):
    return m * exp(2 * q.T * k) * (exp(norm(q + k) ** 2) - 1)

def positive_random_features(u, w):
    return torch.exp(u @ w.mT - (u**2).sum(dim=-1, keepdim=True) / 2)
"""
UPDATE_FOR_AVERAGE = """
def average(update_prev, g, beta, delta):
    return -delta * (beta * update_prev + (1 - beta) * g)

def alpha(beta, delta):
    return -delta * beta
"""
LINEAR_HEAD = """
def head_time(n, d, h):
    return n * d**2

def multihead_time(n, d, h):
    return h * n * d**2

def bottleneck(n):
    return n
"""
# The slip, the line that it costs something, and all lines that it has to do with.
SLIPS = {
    "forgetting 1 − β": (WITHOUT_WEIGHT, "2.2.unrolled", "2.2 2.3"),
    "weights that run backwards": (BACKWARDS, "2.2.unrolled", "2.2 2.3"),
    "the Jacobian of the usual form": (USUAL_FORM, "1.2.jacobian", "1.2"),
    "half the gradient of the penalty": (
        HALF_THE_GRADIENT, "4.1.lambda", "4.1 4.2.gradient 4.2.code 4.3.l2_rate 4.4.l2",
    ),
    "a rate without the root": (RATE_WITHOUT_ROOT, "4.3.l2_rate", "4.3.l2_rate 4.4.l2"),
    "a feature without the norm": (
        NO_NORM, "3.4.feature", "3.4.feature 3.5.variance 3.5.samples",
    ),
    "a feature that is not divided": (
        NOT_DIVIDED, "3.4.feature", "3.4.feature 3.4.code 3.5.variance",
    ),
    "the update for the average": (UPDATE_FOR_AVERAGE, "2.1.average", "2.1"),
    "a head whose time is linear": (
        LINEAR_HEAD, "3.1.head_time", "3.1.head_time 3.1.multihead_time 3.1.bottleneck",
    ),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_costs_once(costs_once, slip):
    """It costs the line in which it is made, or part of it, and none that goes on from there."""
    costs_once(ASSIGNMENT, *SLIPS[slip])


# ------------------------------------------------------------------- it does not become easier

# What is answered to the lines, with the share that the last of them earns at most.
EASY = {
    "the last gradient": (
        "2.3", 0, "def unrolled(g, beta, delta, t): return g[t]",
        "def expectation(mu, beta, t, zeta): return mu",
        "def derivation(g, mu, beta, t): return Derivation(E(g[t])).equals(mu, by='stationarity')",
        "def debiased(v, beta, t): return v",
    ),
    "a sum of one gradient": (
        "2.3", 0,
        "def unrolled(g, beta, delta, t): return Sum(g[i], (i, t, t))",
        "def expectation(mu, beta, t, zeta): return mu",
        "def derivation(g, mu, beta, t): return Derivation(E(g[t])).equals(mu, by='stationarity')",
        "def debiased(v, beta, t): return v",
    ),
    "no gradient at all": (
        "2.3", 0,
        "def unrolled(g, beta, delta, t): return Sum(beta**(t - i), (i, 1, t))",
        "def expectation(mu, beta, t, zeta): return (1 - beta**t)/(1 - beta)",
        "def derivation(g, mu, beta, t):"
        " return Derivation(E(Sum(beta**(t - i), (i, 1, t))))"
        ".equals((1 - beta**t)/(1 - beta), by='linearity')",
    ),
    "the first gradient beside a sum that is multiplied by 0": (
        "2.3", 0,
        "def unrolled(g, beta, delta, t): return beta**t*g[1] + 0*Sum(g[i], (i, 1, t))",
        "def expectation(mu, beta, t, zeta): return beta**t*mu",
        "def derivation(g, mu, beta, t): return Derivation(E(beta**t*g[1]))"
        ".equals(beta**t*E(g[1]), by='linearity').equals(beta**t*mu, by='stationarity')",
    ),
    "the limit": (
        "2.3.debiased", 0, "def expectation(mu, beta, t, zeta): return mu",
        "def debiased(v, beta, t): return v",
    ),
    "the state itself": (
        "1.1.induction", 0,
        "def relation(W, U, b, x, g_prev, h_prev, h, sigma): return h",
        "def induction(W, U, b, x, g_prev, h_prev, h, sigma):"
        " return Derivation(sigma(W*g_prev + U*x + b))"
        ".equals(sigma(W*h_prev + U*x + b), by='hypothesis').equals(h, by='definition')",
    ),
    "what is to be proved": (
        "1.1.induction", 0,
        "def relation(W, U, b, x, g_prev, h_prev, h, sigma): return sigma(W*g_prev + U*x + b)",
        "def induction(W, U, b, x, g_prev, h_prev, h, sigma):"
        " return Derivation(sigma(W*g_prev + U*x + b))"
        ".equals(sigma(W*sigma(W*g_prev + U*x + b) + U*x + b), by='hypothesis')",
    ),
    "the relation with what is to be proved added and taken away": (
        "1.1.induction", 0,
        "def relation(W, U, b, x, g_prev, h_prev, h, sigma): return g_prev + sigma(h) - h_prev",
        "def induction(W, U, b, x, g_prev, h_prev, h, sigma):"
        " return Derivation(sigma(W*g_prev + U*x + b))"
        ".equals(sigma(W*(g_prev + sigma(h_prev) - h_prev) + U*x + b), by='hypothesis')",
    ),
    "the target of the bound": (
        "1.2.one_step", 0, "def jacobian(W, h, sigma, t): return W",
        "def one_step(W, h, sigma, gamma, delta): return Derivation(norm2(W))"
        ".equals(sqrt(lambda_max(W.T*W)), by='norm-eigenvalue identity')"
        ".at_most(delta/gamma, by='eigenvalue assumption')",
    ),
    "a slope alone": (
        "1.2.one_step", 0,
        "def jacobian(W, h, sigma, t): return diag(D(sigma)(h[t - 1]))",
        "def one_step(W, h, sigma, gamma, delta): return Derivation(norm2(diag(D(sigma)(h))))"
        ".at_most(gamma, by='bounded derivative')",
    ),
    "no decay": (
        "4.1.derivation", 0,
        "def matching_decay(theta, grad, eta, gamma): return 0*eta*gamma",
        "def derivation(theta, grad, grad_reg, eta, gamma, lam):"
        " return Derivation(theta - eta*grad_reg)"
        ".equals(theta - eta*grad, by='gradient of the penalty')"
        ".equals(theta - eta*grad - lam*theta, by='choice of λ')",
    ),
    "the rate of plain gradient descent": (
        "4.4.l2_ratio", 0,
        "def l2_rate(theta, s_hat, r_hat, gamma, lam, eps, delta): return 2*gamma*eps",
        "def l2_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):"
        " return 1",
    ),
    "no variance": (
        "3.5.samples", 0,
        "def variance(q, k, m): return 0*exp(q.T*k)*norm(q + k)/m",
        "def samples(q, k, tau): return exp(q.T*k)*norm(q + k)*tau",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EASY)
def test_what_a_wrong_answer_would_make_easy_does_not_count(grade_lines, name):
    prefix, most, *functions = EASY[name]
    source = "\n".join(['i = Symbol("i")', *functions])
    verdicts = grade_lines(ASSIGNMENT, source, prefix)
    answered = {function.split("(")[0].removeprefix("def ") for function in functions[1:]}
    for number, verdict in verdicts.items():
        if check_of(ASSIGNMENT, number)[0].name in answered:
            assert (number, verdict.share <= most) == (number, True), verdict.message
