"""Sequences that obey a definition."""

import pytest
from flint import fmpq

from autograder.expression.arithmetics.balls import Balls
from autograder.expression.budget import Budget, Meter, OverBudget
from autograder.expression.domain import parse_domain
from autograder.expression.evaluation.gaussian import ClosedFormRules
from autograder.expression.evaluation.model import ComparisonSetting, Definition, Model
from autograder.expression.evaluation.point import Point
from autograder.expression.evaluation.sampling import RealSource
from autograder.expression.text import parse

_SYMBOLS = {
    name: parse_domain(text)
    for name, text in {
        "a": "real", "f": "sequence[real]", "b": "sequence[real]", "y": "sequence[real]",
        "t": "natural",
    }.items()
}  # fmt: skip


@pytest.fixture
def make_model(rng):
    def make(**bodies):
        definitions = [
            Definition(name, "t", parse(body, _SYMBOLS)) for name, body in bodies.items()
        ]
        meter = Meter(10**5)
        setting = ComparisonSetting(_SYMBOLS, definitions, 0, Budget())
        model = Model(setting, Balls(), ClosedFormRules(meter), meter)
        source = RealSource(rng, ["a"])
        model.enter(Point(_SYMBOLS, {"t": 3}, source))
        return model

    return make


def test_a_recursion_may_ascend_from_a_free_item(make_model):
    model = make_model(f="2*f[t - 1] + t")
    base = model.point.item("f", 0)
    expected = base
    for k in range(1, 9):
        expected = 2 * expected + k
        assert model.item("f", k) == expected


def test_a_recursion_may_descend_from_a_free_item(make_model):
    model = make_model(b="b[t + 1] - t")
    assert model.item("b", 1) == model.point.item("b", 9) - sum(range(1, 9))


def test_one_sequence_may_be_defined_by_others(make_model):
    model = make_model(f="2*f[t - 1]", b="b[t + 1]/2", y="f[t] + a*b[t]")
    a = model.point.value("a")
    assert model.item("y", 4) == model.item("f", 4) + a * model.item("b", 4)


def test_items_beyond_the_defined_ones_are_free(make_model):
    model = make_model(f="2*f[t - 1]")
    for k in (0, 9, -3):
        assert model.item("f", k) is model.point.item("f", k)


def test_what_the_index_is_called_elsewhere_does_not_matter(make_model):
    model = make_model(f="t")
    program = model.program(parse("t*f[5]", _SYMBOLS))
    assert program.run() == 15


def test_a_definition_that_goes_round_in_a_circle_is_found(make_model):
    model = make_model(f="b[t]", b="f[t]")
    with pytest.raises(OverBudget, match="circle"):
        model.item("f", 3)


def test_a_new_point_has_new_items(make_model, rng):
    model = make_model(f="a")
    first = model.item("f", 1)
    source = RealSource(rng, ["a"])
    source.begin(1)
    model.enter(Point(_SYMBOLS, {"t": 3}, source))
    assert model.item("f", 1) == model.point.value("a") != first
    assert isinstance(first, fmpq)
