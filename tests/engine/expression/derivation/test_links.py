"""One step at a time."""

from autograder.expression.comparison.findings import Sameness, Undetermined
from autograder.expression.derivation.facts import Fact
from autograder.expression.derivation.links import Failure

SYMBOLS = {"h": "vector[d]", "g": "vector[d]", "W": "matrix[d,d]", "s": "function"}
FACTS = {"definition": Fact(kind="definition", values={"g": "W*s(h)"})}
SCALARS = {"x": "real", "delta": "unit", "T": "natural", "c": "positive"}


def test_a_definition_holds_where_it_is_cited(world):
    made = world(SYMBOLS, FACTS)
    assert isinstance(made.decide("s(g)", "=", "s(W*s(h))", "definition"), Sameness)
    assert isinstance(made.decide("s(g)", "=", "s(W*s(h))"), Failure)


def test_a_counterexample_has_the_values_of_the_questions_own_symbols(world):
    """Under the definition too: g is then what the definition makes it."""
    made = world(SYMBOLS, FACTS)
    found = made.judge.describe(made.decide("g", "=", "2*W*s(h)", "definition"))
    assert set(found.point) == {"d", "W", "g", "h", "s"}
    assert found.point["d"] == "1"
    assert found.point["g"] == found.left
    assert float(found.right.strip("[]")) == 2 * float(found.left.strip("[]"))


def test_a_number_zero_is_a_matrix_of_zeros(world):
    made = world(SYMBOLS, FACTS)
    assert isinstance(made.decide("h - h", "=", "0"), Sameness)
    assert isinstance(made.decide("0", "=", "h"), Failure)
    assert isinstance(made.decide("0", "<=", "hadamard(h, h)"), Sameness)


def test_different_shapes_are_never_equal(world):
    assert isinstance(world(SYMBOLS).decide("h", "=", "W"), Failure)


def test_what_is_written_alike_is_equal_and_not_less(world):
    made = world(SCALARS)
    assert isinstance(made.decide("x", "=", "x"), Sameness)
    assert isinstance(made.decide("x", "<=", "x"), Sameness)
    assert isinstance(made.decide("x", "<", "x"), Failure)


def test_a_limit_is_the_value_at_infinity(world):
    made = world(SCALARS)
    assert isinstance(made.decide("delta**T", "->", "0", variable="T"), Sameness)
    assert isinstance(made.decide("3 + c*delta**T", "->", "3", variable="T"), Sameness)
    assert isinstance(made.decide("delta**T", "->", "1", variable="T"), Failure)


def test_what_is_bounded_does_not_grow(world):
    """δ lies below 1: there is no limit as it goes to infinity."""
    made = world(SCALARS)
    assert isinstance(made.decide("c/delta", "->", "0", variable="delta"), Failure)
    assert isinstance(made.decide("0*T", "->", "0", variable="S"), Failure)


def test_a_limit_that_cannot_be_decided_is_unknown(world):
    assert isinstance(world(SCALARS).decide("T/(T + 1)", "->", "1", variable="T"), Undetermined)


def test_beyond_what_all_steps_may_cost_nothing_is_decided(world):
    """Each of these takes little, all of them more than there is."""
    made = world(SCALARS, steps=8_000)
    outcomes = [made.decide(f"abs(x + {n})", "=", f"abs({n} + x)") for n in range(40)]
    assert isinstance(outcomes[0], Sameness)
    assert isinstance(outcomes[-1], Undetermined)


def test_a_decision_is_remembered(world):
    """The second time it costs nothing: it is there although nothing is left to spend."""
    made = world(SCALARS, steps=100_000)
    left, right = made.tree("(x + c)**2"), made.tree("x**2 + 2*c*x + c**2")
    first = made.judge.is_same(left, right)
    assert isinstance(first, Sameness)
    assert made.judge.is_same(left, right) is first


def test_at_least_and_greater_than_are_the_other_way_round(world):
    made = world({**SCALARS, "y": "real"})
    assert isinstance(made.decide("x**2 + y**2", ">=", "2*x*y"), Sameness)
    assert isinstance(made.decide("x**2 + y**2", ">", "2*x*y"), Failure)
    assert isinstance(made.decide("x**2 + y**2 + c", ">", "2*x*y"), Sameness)
    assert isinstance(made.decide("2*x*y", ">=", "x**2 + y**2"), Failure)
    assert isinstance(made.decide("x", ">=", "x"), Sameness)
    assert isinstance(made.decide("x", ">", "x"), Failure)


def test_a_failure_of_at_least_shows_the_sides_as_they_stand(world):
    made = world(SCALARS)
    found = made.judge.describe(made.decide("c", ">=", "c + 1"))
    assert float(found.right) == float(found.left) + 1


def test_what_is_less_by_little_is_less(world):
    """A sum that is larger by one part in 2**90 is no equality."""
    made = world({"c": "positive", "d": "positive"})
    assert isinstance(made.decide("sqrt(c**2 + 2**-99*d) + 2**-99", ">", "c"), Sameness)
    assert isinstance(made.decide("sqrt(2)*sqrt(c)", ">", "sqrt(2*c)"), Failure)


def test_a_step_is_judged_where_the_question_says_so(world):
    symbols = {"a": "sequence[positive]", "s": "natural", "t": "natural"}
    free = world(symbols)
    stated = world(symbols, conditions=[free.tree("s <= t")])
    step = "Sum(a[k], (k, 1, s))", "<=", "Sum(a[k], (k, 1, t))"
    assert isinstance(free.decide(*step), Failure)
    assert isinstance(stated.decide(*step), Sameness)
    turned = stated.judge.describe(stated.decide(step[2], "<=", step[0]))
    assert int(turned.point["s"]) <= int(turned.point["t"])


def test_a_distribution_sums_to_one_in_every_step(world):
    made = world({"p": "distribution[k]", "q": "distribution[k]", "z": "vector[k]"})
    entropy = "-Sum(p[i]*log(p[i]), (i, 1, k))"
    assert isinstance(made.decide("sum(p)*z", "=", "z"), Sameness)
    assert isinstance(made.decide(entropy, "<=", "log(k)"), Sameness)
    assert isinstance(made.decide(entropy, "<", "log(k)"), Failure)  # the uniform one
    assert isinstance(made.decide("p.T*q", "<=", "1"), Sameness)
    assert isinstance(made.decide("p.T*p", ">=", "1/k"), Sameness)
    assert isinstance(made.decide("p.T*q", ">=", "1/k"), Failure)
