"""The public tests of derivations: a right one passes, and a slip of form is named.

They run in this process, with the student's folder on the path and another answer in the place of
the reference's.
"""

import inspect
import warnings
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

PROJECT = Path(__file__).resolve().parents[3]
ASSIGNMENT = "hw2022"

#: The lines that take a derivation, with the public test of each.
TESTS = {
    "1.1.induction": ("q1_rnn", "test_the_induction_step_is_a_derivation"),
    "1.2.one_step": ("q1_rnn", "test_the_bound_on_one_step_is_a_derivation"),
    "1.2.many_steps": ("q1_rnn", "test_the_bound_on_many_steps_is_a_derivation"),
    "2.3.derivation": ("q2_momentum", "test_the_expectation_is_a_derivation"),
    "3.2.rows_sum_to_one": ("q3_attention", "test_the_sum_of_weights_is_a_derivation"),
    "3.2.nonnegative": ("q3_attention", "test_the_sign_of_weights_is_a_derivation"),
    "3.4.derivation": ("q3_attention", "test_the_expectation_is_a_derivation"),
    "4.1.derivation": ("q4_weight_decay", "test_the_equivalence_is_a_derivation"),
}


@pytest.fixture(scope="module")
def folder(student_folder):
    with student_folder(ASSIGNMENT) as load:
        yield load


@pytest.fixture
def looked_at(folder):
    """Run the public test of a line on a file's source, and return what it says."""

    def looked_at(number, source):
        file, name = TESTS[number]
        answers = ModuleType(file)
        reference = (PROJECT / "reference" / ASSIGNMENT / f"{file}.py").read_text()
        exec(compile(f"{reference}\n\n{source}", file, "exec"), answers.__dict__)
        tests = folder(f"test_{file}")
        alias = next(n for n, v in vars(tests).items() if getattr(v, "__name__", "") == file)
        shared = folder("conftest")
        domains, dimensions = {}, set()
        nothing_in_latex = SimpleNamespace(has=lambda _: False, proofs=())
        config = SimpleNamespace(stash={shared._LATEX: nothing_in_latex})
        fixtures = {
            "ask": inspect.unwrap(shared.ask)(dimensions, domains, config),
            "assert_derivation": inspect.unwrap(shared.assert_derivation)(
                dimensions, domains, config
            ),
        }
        with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            patch.setattr(tests, alias, answers)
            try:
                getattr(tests, name)(**fixtures)
            except pytest.fail.Exception as failure:
                return str(failure)
        return "".join(f"warning: {each.message}" for each in warned)

    return looked_at


RIGHT = [
    pytest.param(number, path, id=f"{number}-{path.stem}")
    for number in TESTS
    for path in sorted((PROJECT / "tests" / "variants" / ASSIGNMENT / number).glob("right_*.py"))
]


@pytest.mark.parametrize("number", TESTS)
def test_the_reference_passes(looked_at, number):
    assert looked_at(number, "") == ""


@pytest.mark.parametrize(("number", "path"), RIGHT)
def test_a_right_derivation_passes(looked_at, number, path):
    """It is warned at most, of a word for algebra where that cannot be tried.

    One fact too many is told, though the grader forgives it where the step holds without.
    """
    said = looked_at(number, path.read_text())
    assert not said or said.startswith("warning: ") or path.stem == "right_one_fact_too_many"


_INDUCTION = "def induction(W, U, b, x, g_prev, h_prev, h, sigma):\n    "
_STEPS = "def many_steps(total, step, delta, T):\n    t = Symbol('t')\n    "
_DECAY = "def derivation(theta, grad, grad_reg, eta, gamma, lam):\n    "
_START = "Derivation(sigma(W*g_prev + U*x + b))"

SLIPS = {
    "nothing returned": ("1.1.induction", f"{_INDUCTION}{_START}", "a `return` missing"),
    "an expression": ("1.1.induction", f"{_INDUCTION}return W*h", "Expected a derivation"),
    "no steps": (
        "1.1.induction",
        f"{_INDUCTION}proof = {_START}\n    proof.equals(W*h, by='hypothesis')\n    return proof",
        "no steps",
    ),
    "two facts": (
        "1.1.induction",
        f"{_INDUCTION}return {_START}.equals(W*h, by=['hypothesis', 'definition of h'])",
        "cites definition, hypothesis",
    ),
    "two facts in one text": (
        "1.1.induction",
        f"{_INDUCTION}return {_START}.equals(W*h, by='hypothesis and definition')",
        "cites definition, hypothesis",
    ),
    "another line's fact": (
        "1.1.induction",
        f"{_INDUCTION}return {_START}.equals(W*h, by='chain rule')",
        '"chain rule". The facts of this question are "hypothesis", "definition"',
    ),
    "an unknown symbol": (
        "1.1.induction",
        f"{_INDUCTION}return {_START}.equals(W*h + Symbol('zeta'), by='hypothesis')",
        "Step 1, W*h + zeta, speaks of zeta",
    ),
    "a text": (
        "1.1.induction",
        f"{_INDUCTION}return {_START}.equals('sigma(h)', by='hypothesis')",
        "Step 1, (str), cannot be read: `str` cannot be part of an expression",
    ),
    "nothing": (
        "1.1.induction",
        f"{_INDUCTION}return {_START}.equals({_START}.equals(h), by='hypothesis')",
        "Step 1, (Derivation), cannot be read: a derivation is no expression",
    ),
    "no start": (
        "1.1.induction",
        f"{_INDUCTION}return Derivation(None).equals(h, by='hypothesis')",
        "The start, (NoneType), cannot be read: `NoneType` cannot be part of an expression",
    ),
    "shapes that do not fit": (
        "1.1.induction",
        f"{_INDUCTION}return {_START}.equals(U*h, by='hypothesis')",
        "Step 1, U*h, cannot be read",
    ),
    "another start": (
        "1.1.induction",
        f"{_INDUCTION}return Derivation(W*g_prev + U*x + b).equals(h, by='hypothesis')",
        "does not begin with sigma(W*g_prev + U*x + b)",
    ),
    "another end": (
        "1.2.many_steps",
        f"{_STEPS}return Derivation(norm2(total)).at_most(delta, by='one-step bound')",
        "does not end with delta**T",
    ),
    "no prefactors": (
        "3.4.derivation",
        "def derivation(q, k, x, d):\n    return Derivation(E(exp(x.T*q)*exp(x.T*k), x))"
        ".equals(exp(norm(q + k)**2/2), by='density of N(0, I)').equals(exp(q.T*k))",
        "does not begin with",
    ),
    "another end of vectors": (
        "4.1.derivation",
        f"{_DECAY}return Derivation(theta - eta*grad_reg).equals("
        "theta - eta*grad + lam*theta, by='choice of lam')",
        "does not end with",
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_of_form_is_named(looked_at, slip):
    number, source, said = SLIPS[slip]
    assert said in looked_at(number, source)


@pytest.mark.parametrize(
    "source",
    [
        # Backwards, and a further true step behind the end.
        f"{_DECAY}return Derivation(theta - eta*grad - lam*theta).equals("
        "theta - eta*grad_reg, by='choice of λ')",
        f"{_DECAY}return Derivation(theta - eta*grad_reg).equals(theta*(1 - lam) - grad*eta,"
        " by='choice of λ').equals(theta - lam*theta - eta*grad, by='algebra')",
        # Wrong, and not in its form: that is for the grader to say.
        f"{_DECAY}return Derivation(theta - eta*grad_reg).equals(theta*(1 - lam) - grad*eta)",
    ],
)
def test_what_is_no_slip_of_form_passes(looked_at, source):
    assert looked_at("4.1.derivation", source) == ""
