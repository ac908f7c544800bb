"""One mistake costs once: lines go on from the student's own answers, and get no easier by it."""

import ast
import re
from dataclasses import dataclass

import pytest

from autograder.checkers.derivation import BUDGET, STEPS, Derivation, read_chain
from autograder.checkers.following import FOLLOWED, routes
from autograder.checkers.growth import Growth
from autograder.checkers.restated import restated
from autograder.checkers.symbolic import reference_answer
from autograder.checkers.target import Target
from autograder.expression.comparison.findings import Sameness
from autograder.expression.decide import Equal, compare
from autograder.expression.derivation.links import Judge
from autograder.expression.domain import parse_domain
from autograder.expression.growth import growth
from autograder.expression.tree import substitute
from autograder.grading.rubric import grading_order
from autograder.grading.session import Session
from autograder.grading.submission import Submission
from autograder.verdict import earned
from rubric_lines import PROJECT, check_of, reference_of, rubric_of

#: Lines that go on from named slips alone, whose texts say what is right then.
BY_SLIPS_ALONE = {"4.4.decay_ratio"}


HEADER = "from notation import *\n"


def begins(line, prefix):
    return line.number.startswith(prefix)


@pytest.fixture
def grade(zygote, layers, running):
    """Return the verdicts on lines of a submission: the reference, with other functions in it."""

    def grade(assignment, source, *numbers, seed=None):
        lines = [line for n in numbers for line in rubric_of(assignment).lines if begins(line, n)]
        chosen = {n for line in lines for n in (line.number, *line.follows)}
        sources = dict(reference_of(assignment).sources)
        sources[lines[0].question_file] += f"\n\n{HEADER}{source}\n".encode()
        found = {}
        submission = Submission(sources)
        opened = Session(zygote, running(assignment), submission, layers=layers, seed=seed)
        with opened as session:
            for line in grading_order(rubric_of(assignment).lines):
                if line.number in chosen:
                    check = check_of(assignment, line.number)
                    found[line.number] = session.grade(line, *check)
        return found

    return grade


FOLLOWING = [
    (assignment, line.number)
    for assignment in ("hw2022", "hw2025")
    for line in rubric_of(assignment).lines
    if line.follows and not line.code
]


@dataclass(frozen=True)
class Restating:
    """In the place of a checker: what the rubric quotes says the same as the reference."""

    checker: object

    def check(self, line):
        """Put the reference's answers in, and compare with its own."""
        if isinstance(self.checker, Derivation):
            chain = read_chain(line.reference.answer())
            task = self.checker.task(line)
            judge = Judge(self.checker.theory(line), seed=line.seed, budget=BUDGET, steps=STEPS)
            for stated, own in ((task.start, chain.start), (task.target, chain.roots[-1])):
                assert isinstance(judge.is_same(stated, own), Sameness)
            return earned()
        answer, following = reference_answer(line), self.checker.following
        if not following:
            return earned(notes=("by slips alone",))
        text, own = getattr(following, "text", following), getattr(following, "symbols", {})
        symbols = {name: parse_domain(domain) for name, domain in own.items()}
        for followed in line.followed.values():
            symbols = {**followed.question.symbols, **symbols}
        root = restated(text, line, {**symbols, **line.question.symbols})
        sides = root.children if root.operation == "eq" else (answer, root)
        left, right = (substitute(side, {"answer": answer}) for side in sides)
        symbols = {**symbols, **line.question.symbols}
        conditions = line.question.conditions
        if isinstance(self.checker, Growth):
            outcome = growth(left, right, symbols=symbols, regime=self.checker.regime)
            assert outcome.verdict == "theta"
        else:
            outcome = compare(left, right, symbols=symbols, conditions=conditions, seed=line.seed)
            assert isinstance(outcome, Equal), outcome
        return earned()


@pytest.mark.parametrize(("assignment", "number"), FOLLOWING)
def test_with_the_references_answers_a_line_goes_on_to_its_own(
    zygote, layers, running, assignment, number
):
    """What is quoted, restated and put together is the reference's own answer, or its ends."""
    line = next(line for line in rubric_of(assignment).lines if line.number == number)
    target, checker = check_of(assignment, number)
    submission = Submission(reference_of(assignment).sources)
    with Session(zygote, running(assignment), submission, layers=layers) as session:
        verdict = session.grade(line, target, Restating(checker))
    assert verdict.share == 1, verdict.review
    assert bool(verdict.notes) is (number in BY_SLIPS_ALONE)


SLIPS_OF_LINES = [
    (assignment, line.number, misreading.answer, later, misreading.then[later])
    for assignment in ("hw2022", "hw2025")
    for line in rubric_of(assignment).lines
    for kind in ("misreadings", "factors")
    for misreading in getattr(check_of(assignment, line.number)[1], kind, {}).values()
    for later in misreading.then
]


@pytest.mark.parametrize(("assignment", "number", "slip", "later", "then"), SLIPS_OF_LINES)
def test_what_is_right_after_a_slip_is_said_of_a_line_that_follows(
    grade, assignment, number, slip, later, then
):
    """By a function of the reference's, if it is code, that is right whatever is drawn."""
    (line,) = (line for line in rubric_of(assignment).lines if line.number == later)
    assert number in line.follows
    assert isinstance(then, Target) is line.code
    name, code = (check_of(assignment, n)[0].name for n in (number, later))
    tree = ast.parse(reference_of(assignment).sources[line.question_file])
    (asked,) = (node for node in tree.body if getattr(node, "name", "") == name)
    source = f"def {name}({ast.unparse(asked.args)}): return {slip}\n"
    if line.code:  # what it calls is kept: that may be the right one
        (right,) = (node for node in tree.body if getattr(node, "name", "") == code)
        names = [argument.arg for argument in right.args.args]
        source += f"""
import types
kept = types.SimpleNamespace(**globals())
def renamed(function):
    inner = getattr(function, "func", function)
    copy = types.FunctionType(
        inner.__code__, vars(kept), inner.__name__, inner.__defaults__, inner.__closure__
    )
    given = getattr(function, "keywords", {{}})
    return lambda *values: copy(*values, **given)
slip = renamed({then.name})
def {code}({", ".join(names)}):
    return slip({", ".join(names)})
"""
        for seed in range(5):
            verdict = grade(assignment, source, number, later, seed=seed)[later]
            assert (verdict.share, verdict.notes) == (1, (FOLLOWED,)), verdict.message


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
POWERS_EXCHANGED = """
def count(N, T):
    return T**N

def cost(N, T):
    return Theta(T * T**N)
"""
SAME_TIME = """
def entry_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j):
    return (1 - hf[t][i] ** 2) * Uf[i, j]

def jacobian_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t):
    return diag(1 - hf[t] ** 2) * Uf

def grad_Uf(x, hf, hb, grad_hf, grad_hb, T):
    t = Symbol("t")
    return Sum(diag(1 - hf[t - 1] ** 2) * grad_hf[t] * hf[t - 1].T, (t, 1, T))
"""
FROZEN_COUNTED = """
def parameters(d, r, m):
    return d**2 + 2 * d * r

def lora_ffn_space(n, d, r, h):
    return Theta(d**2 + d * r)

def qlora_ffn_space(n, d, r, h):
    return Theta(d**2 + d * r)

def lora_mha_space(n, d, r, h):
    return Theta(h * d**2)

def qlora_mha_space(n, d, r, h):
    return Theta(h * d**2)

def bits_lora(d, r, m):
    return 64 * d**2 + 64 * d * r

def bits_qlora(d, r, m):
    return (m + 32) * d**2 + 64 * d * r
"""
PRODUCT_FIRST = """
def lora_ffn_time(n, d, r, h):
    return n * d**2 + d**2 * r

def lora_mha_time(n, d, r, h):
    return h * (n * d**2 + d**2 * r + n**2 * d)

def qlora_ffn_time(n, d, r, h):
    return n * d**2 + d**2 * r

def qlora_mha_time(n, d, r, h):
    return h * (n * d**2 + d**2 * r + n**2 * d)
"""
EACH_ROW = """
def overhead(n, d, r, h):
    return n * d**2

def qlora_ffn_dequantisation(n, d, r, h):
    return n * d**2

def qlora_mha_dequantisation(n, d, r, h):
    return h * n * d**2
"""
# The slip, the line that it costs something, and all lines that it has to do with.
SLIPS = {
    "forgetting 1 − β": ("hw2022", WITHOUT_WEIGHT, "2.2.unrolled", "2.2 2.3"),
    "weights that run backwards": ("hw2022", BACKWARDS, "2.2.unrolled", "2.2 2.3"),
    "the Jacobian of the usual form": ("hw2022", USUAL_FORM, "1.2.jacobian", "1.2"),
    "half the gradient of the penalty": (
        "hw2022", HALF_THE_GRADIENT, "4.1.lambda", "4.1 4.2.gradient 4.2.code 4.3.l2_rate 4.4.l2",
    ),
    "a rate without the root": ("hw2022", RATE_WITHOUT_ROOT, "4.3.l2_rate", "4.3.l2_rate 4.4.l2"),
    "a feature without the norm": (
        "hw2022", NO_NORM, "3.4.feature", "3.4.feature 3.5.variance 3.5.samples",
    ),
    "a feature that is not divided": (
        "hw2022", NOT_DIVIDED, "3.4.feature", "3.4.feature 3.4.code 3.5.variance",
    ),
    "the update for the average": ("hw2022", UPDATE_FOR_AVERAGE, "2.1.average", "2.1"),
    "a head whose time is linear": (
        "hw2022", LINEAR_HEAD, "3.1.head_time", "3.1.head_time 3.1.multihead_time 3.1.bottleneck",
    ),
    "powers exchanged": ("hw2025", POWERS_EXCHANGED, "2.1.count", "2.1 2.2.cost"),
    "tanh at the earlier state": (
        "hw2025", SAME_TIME, "3.2a.entry_hf", "3.2a.entry_hf 3.2b.jacobian_hf 3.3.grad_Uf",
    ),
    "frozen numbers counted": ("hw2025", FROZEN_COUNTED, "4.2.parameters", "4.2 4.4a"),
    "the adapters' product first": ("hw2025", PRODUCT_FIRST, "4.4a.lora_ffn_time", "4.4a"),
    "dequantised for each row": ("hw2025", EACH_ROW, "4.3.overhead", "4.3 4.4a"),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_costs_once(grade, slip):
    """It costs the line in which it is made, or part of it, and none that goes on from there."""
    assignment, source, lost, prefixes = SLIPS[slip]
    verdicts = grade(assignment, source, *prefixes.split())
    assert lost in verdicts
    for number, verdict in verdicts.items():
        assert (number, verdict.share == 1) == (number, number != lost), verdict.message
    assert any(FOLLOWED in verdict.notes for verdict in verdicts.values())


# ------------------------------------------------------------------- it does not become easier


@dataclass(frozen=True)
class Ways:
    """In the place of a checker: nothing goes on from what the student has answered."""

    def check(self, line):
        """Look for ways on."""
        assert all(other.submitted is not None for other in line.followed.values())
        assert not list(routes(line))
        return earned()


@pytest.mark.parametrize("answer", ["0", "1", "-1"])
@pytest.mark.parametrize(("assignment", "number"), FOLLOWING)
def test_nothing_goes_on_from_an_answer_without_symbols(
    zygote, layers, running, assignment, number, answer
):
    line = next(line for line in rubric_of(assignment).lines if line.number == number)
    target, _ = check_of(assignment, number)
    sources = dict(reference_of(assignment).sources)
    for other in line.follows:
        name = check_of(assignment, other)[0].name
        sources[line.question_file] += f"\n\ndef {name}(*_):\n    return {answer}\n".encode()
    submission = Submission(sources)
    with Session(zygote, running(assignment), submission, layers=layers) as session:
        for other in line.follows:
            earlier = next(o for o in rubric_of(assignment).lines if o.number == other)
            session.grade(earlier, *check_of(assignment, other))
        assert session.grade(line, target, Ways()).share == 1


# What is answered to the lines, with the share that the last of them earns at most.
EASY = {
    "the last gradient": (
        "hw2022", "2.3", 0, "def unrolled(g, beta, delta, t): return g[t]",
        "def expectation(mu, beta, t, zeta): return mu",
        "def derivation(g, mu, beta, t): return Derivation(E(g[t])).equals(mu, by='stationarity')",
        "def debiased(v, beta, t): return v",
    ),
    "a sum of one gradient": (
        "hw2022", "2.3", 0,
        "def unrolled(g, beta, delta, t): return Sum(g[i], (i, t, t))",
        "def expectation(mu, beta, t, zeta): return mu",
        "def derivation(g, mu, beta, t): return Derivation(E(g[t])).equals(mu, by='stationarity')",
        "def debiased(v, beta, t): return v",
    ),
    "no gradient at all": (
        "hw2022", "2.3", 0,
        "def unrolled(g, beta, delta, t): return Sum(beta**(t - i), (i, 1, t))",
        "def expectation(mu, beta, t, zeta): return (1 - beta**t)/(1 - beta)",
        "def derivation(g, mu, beta, t):"
        " return Derivation(E(Sum(beta**(t - i), (i, 1, t))))"
        ".equals((1 - beta**t)/(1 - beta), by='linearity')",
    ),
    "the first gradient beside a sum that is multiplied by 0": (
        "hw2022", "2.3", 0,
        "def unrolled(g, beta, delta, t): return beta**t*g[1] + 0*Sum(g[i], (i, 1, t))",
        "def expectation(mu, beta, t, zeta): return beta**t*mu",
        "def derivation(g, mu, beta, t): return Derivation(E(beta**t*g[1]))"
        ".equals(beta**t*E(g[1]), by='linearity').equals(beta**t*mu, by='stationarity')",
    ),
    "the limit": (
        "hw2022", "2.3.debiased", 0, "def expectation(mu, beta, t, zeta): return mu",
        "def debiased(v, beta, t): return v",
    ),
    "the state itself": (
        "hw2022", "1.1.induction", 0,
        "def relation(W, U, b, x, g_prev, h_prev, h, sigma): return h",
        "def induction(W, U, b, x, g_prev, h_prev, h, sigma):"
        " return Derivation(sigma(W*g_prev + U*x + b))"
        ".equals(sigma(W*h_prev + U*x + b), by='hypothesis').equals(h, by='definition')",
    ),
    "what is to be proved": (
        "hw2022", "1.1.induction", 0,
        "def relation(W, U, b, x, g_prev, h_prev, h, sigma): return sigma(W*g_prev + U*x + b)",
        "def induction(W, U, b, x, g_prev, h_prev, h, sigma):"
        " return Derivation(sigma(W*g_prev + U*x + b))"
        ".equals(sigma(W*sigma(W*g_prev + U*x + b) + U*x + b), by='hypothesis')",
    ),
    "the relation with what is to be proved added and taken away": (
        "hw2022", "1.1.induction", 0,
        "def relation(W, U, b, x, g_prev, h_prev, h, sigma): return g_prev + sigma(h) - h_prev",
        "def induction(W, U, b, x, g_prev, h_prev, h, sigma):"
        " return Derivation(sigma(W*g_prev + U*x + b))"
        ".equals(sigma(W*(g_prev + sigma(h_prev) - h_prev) + U*x + b), by='hypothesis')",
    ),
    "the target of the bound": (
        "hw2022", "1.2.one_step", 0, "def jacobian(W, h, sigma, t): return W",
        "def one_step(W, h, sigma, gamma, delta): return Derivation(norm2(W))"
        ".equals(sqrt(lambda_max(W.T*W)), by='norm-eigenvalue identity')"
        ".at_most(delta/gamma, by='eigenvalue assumption')",
    ),
    "a slope alone": (
        "hw2022", "1.2.one_step", 0,
        "def jacobian(W, h, sigma, t): return diag(D(sigma)(h[t - 1]))",
        "def one_step(W, h, sigma, gamma, delta): return Derivation(norm2(diag(D(sigma)(h))))"
        ".at_most(gamma, by='bounded derivative')",
    ),
    "no decay": (
        "hw2022", "4.1.derivation", 0,
        "def matching_decay(theta, grad, eta, gamma): return 0*eta*gamma",
        "def derivation(theta, grad, grad_reg, eta, gamma, lam):"
        " return Derivation(theta - eta*grad_reg)"
        ".equals(theta - eta*grad, by='gradient of the penalty')"
        ".equals(theta - eta*grad - lam*theta, by='choice of λ')",
    ),
    "the rate of plain gradient descent": (
        "hw2022", "4.4.l2_ratio", 0,
        "def l2_rate(theta, s_hat, r_hat, gamma, lam, eps, delta): return 2*gamma*eps",
        "def l2_ratio(theta_small, theta_large, r_small, r_large, gamma, lam, eps, delta):"
        " return 1",
    ),
    "no variance": (
        "hw2022", "3.5.samples", 0,
        "def variance(q, k, m): return 0*exp(q.T*k)*norm(q + k)/m",
        "def samples(q, k, tau): return exp(q.T*k)*norm(q + k)*tau",
    ),
    "weights alone": (
        "hw2025", "3.2b.jacobian_hf", 0,
        "def entry_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t, i, j): return Uf[i, j]",
        "def jacobian_hf(Wf, Uf, Wb, Ub, Vf, Vb, x, hf, hb, y, z, t): return Uf",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EASY)
def test_what_a_wrong_answer_would_make_easy_does_not_count(grade, name):
    assignment, prefix, most, *functions = EASY[name]
    source = "\n".join(['i = Symbol("i")', *functions])
    verdicts = grade(assignment, source, prefix)
    answered = {function.split("(")[0].removeprefix("def ") for function in functions[1:]}
    for number, verdict in verdicts.items():
        if check_of(assignment, number)[0].name in answered:
            assert (number, verdict.share <= most) == (number, True), verdict.message


# --------------------------------------------------------------------------- what students read


@pytest.mark.parametrize("assignment", ["hw2022", "hw2025"])
def test_a_question_speaks_of_your_answer_only_where_it_goes_on_from_it(assignment):
    """What is quoted is followed: else a right answer would be meant, and nobody says so."""
    follows = {line.number: line.follows for line in rubric_of(assignment).lines}
    spoken = {}
    for path in sorted((PROJECT / "reference" / assignment).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            decorators = getattr(node, "decorator_list", ())
            calls = [call for call in decorators if isinstance(call, ast.Call)]
            numbers = [c.args[0].value for c in calls if ast.unparse(c.func) == "question"]
            for number in numbers:
                text = " ".join((ast.get_docstring(node) or "").split())
                spoken[number] = re.findall(r"your answer to ([\w.]*\w)", text)
    assert any(spoken.values()) is (assignment == "hw2022")
    for number, others in spoken.items():
        assert set(others) <= set(follows.get(number, ())), number
