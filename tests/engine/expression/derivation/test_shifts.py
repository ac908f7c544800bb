"""A shift of the variable under an integral over all of space is algebra, and nothing else is."""

import pytest

from autograder.expression.comparison.findings import Sameness
from autograder.expression.derivation.facts import Fact, Meaning
from autograder.expression.derivation.links import Failure

SYMBOLS = {"x": "gaussian[d]", "q": "vector[d]", "k": "vector[d]", "c": "real", "f": "function"}
FACTS = {"one": Fact(kind="theorem", operators={"integral": Meaning.REAL})}


@pytest.fixture
def decide(world):
    opaque = {"E": Meaning.LINEAR, "integral": Meaning.LINEAR}
    return world(SYMBOLS, FACTS, opaque=opaque, random=("x",)).decide


BELL = "exp(-norm({})**2/2)"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (BELL.format("x - q"), BELL.format("x")),
        (BELL.format("x"), BELL.format("x - q")),
        (BELL.format("x - q - k"), BELL.format("x + q")),
        (BELL.format("q + k - x"), BELL.format("x")),
        (BELL.format("x - c*q"), BELL.format("x")),
        ("norm(x - q)**2*f(norm(x + k))", "norm(x)**2*f(norm(x + k + q))"),
        ("norm(f(x - q))", "norm(f(x))"),
        ("(x - q).T*f(x)", "x.T*f(x + q)"),
        ("exp(x.T*q - norm(x)**2/2)", "exp(norm(q)**2/2 - norm(x)**2/2)"),
        ("exp(x.T*q + x.T*k - x.T*x/2)", "exp((q + k).T*(q + k)/2 - norm(x)**2/2)"),
    ],
)
def test_a_shift_needs_no_fact(decide, left, right):
    """Of one side or of both, by one vector or several, with the square completed or not."""
    assert isinstance(decide(f"integral({left}, x)", "=", f"integral({right}, x)"), Sameness)
    assert isinstance(
        decide(f"3 + c*integral({left}, x)", "=", f"3 + c*integral({right}, x)"), Sameness
    )


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (BELL.format("2*x"), BELL.format("x")),
        (BELL.format("2*x"), f"2**(-d)*{BELL.format('x')}"),
        (BELL.format("-x"), f"2*{BELL.format('x')}"),
        (BELL.format("x - q"), f"{BELL.format('x')}*exp(-norm(q)**2/2)"),
        ("exp(x.T*q)", "exp(x.T*k)"),
        ("f(norm(x - q))*norm(x)", "f(norm(x))*norm(x)"),
        ("f(norm(x - q))*norm(x - k)", "f(norm(x))*norm(x)"),
        ("norm(f(2*x - q))", "norm(f(x))"),
        ("norm(f(x - x))", "norm(f(x))"),
    ],
)
def test_what_is_no_shift_is_not_proved(decide, left, right):
    """A scaling, which is true with its factor, needs a fact; what is false stays so."""
    outcome = decide(f"integral({left}, x)", "=", f"integral({right}, x)")
    assert isinstance(outcome, Failure)


def test_what_is_shifted_is_an_integral_and_no_expectation(decide):
    assert isinstance(decide("E(norm(x - q)**2, x)", "=", "E(norm(x)**2, x)"), Failure)
    assert isinstance(decide("norm(x - q)**2", "=", "norm(x)**2"), Failure)


def test_each_integral_has_a_shift_of_its_own(decide):
    left = "integral(norm(f(x - q)), x) + integral(norm(f(x - k)), x)"
    assert isinstance(decide(left, "=", "2*integral(norm(f(x)), x)"), Sameness)


def test_what_is_integrated_over_itself_is_no_shift(decide):
    """The q of the inner integral is another one."""
    left = "integral(integral(norm(f(x - q))*norm(x), x), q)"
    right = "integral(integral(norm(f(x)), x)*norm(q), q)"
    assert isinstance(decide(left, "=", right), Failure)


def test_that_a_density_integrates_to_one_is_still_a_fact(decide):
    density = "(2*pi)**(-d/2)*exp(-norm(x - q)**2/2)"
    assert isinstance(decide(f"integral({density}, x)", "=", "1"), Failure)
    assert isinstance(decide(f"integral({density}, x)", "=", "1", "one"), Sameness)
