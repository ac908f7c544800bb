"""Trees are evaluated: with sharing, scopes, laziness and limits."""

import pytest
from flint import arb, ctx, fmpq

from autograder.expression.arithmetics.balls import Balls
from autograder.expression.arithmetics.scalars import Undecided, Undefined, Unsupported
from autograder.expression.budget import Budget, Meter, OverBudget
from autograder.expression.domain import parse_domain
from autograder.expression.evaluation.gaussian import ClosedFormRules
from autograder.expression.evaluation.model import ComparisonSetting, Model
from autograder.expression.evaluation.point import Point
from autograder.expression.evaluation.sampling import RealSource
from autograder.expression.text import parse
from autograder.expression.tree import Node

_SYMBOLS = {
    name: parse_domain(text)
    for name, text in {
        "x": "real", "v": "vector[d]", "A": "matrix[d,d]", "g": "sequence[real]", "n": "natural",
        "i": "natural", "s": "function", "M": "sequence[matrix[d,d]]", "z": "real",
    }.items()
}  # fmt: skip


class _Fixed(RealSource):
    """Draws 3 for x, 0 for z, and otherwise as ever."""

    def scalar(self, domain, name):
        return {"x": fmpq(3), "z": fmpq(0)}.get(name) or (
            fmpq(0) if name == "z" else super().scalar(domain, name)
        )


@pytest.fixture
def model(rng):
    meter = Meter(10**5)
    model = Model(
        ComparisonSetting(_SYMBOLS, (), 0, Budget()), Balls(), ClosedFormRules(meter), meter
    )
    model.enter(Point(_SYMBOLS, {"d": 2, "n": 4, "i": 7}, _Fixed(rng, [])))
    return model


def _run(model, text):
    return model.program(parse(text, _SYMBOLS)).run()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("x**2 - 2*x + 1", 4),
        ("-x/(1 + x)", fmpq(-3, 4)),
        ("0.5*x", fmpq(3, 2)),
        ("Sum(i**2, (i, 1, n))", 30),
        ("Product(i, (i, 1, n))", 24),
        ("Sum(1, (i, n, 1))", 0),
        ("i + Sum(i, (i, 1, 2))*i", 28),
        ("Sum(Sum(i*j, (j, 1, i)), (i, 1, 3))", 25),
        ("Sum(Sum(i, (i, 1, i)), (i, 1, 3))", 10),
        ("Sum(x, (i, 1, n))", 12),
        ("trace(eye(n))", 4),
        ("ones(d).T*ones(d)", 2),
        ("Max(x, 10) + Min(x, 10)", 13),
    ],
)
def test_values_are_those_computed_by_hand(model, text, value):
    assert _run(model, text) == value


def test_a_symbol_may_be_bound_in_one_place_and_free_in_another(model):
    i = Node("symbol", "i")
    total = Node("sum", "i", (i, Node("rational", "1"), Node("rational", "3")))
    assert model.program(Node("add", "", (total, i))).run() == 6 + 7


def test_sequences_matrices_and_functions_are_those_of_the_point(model):
    point = model.point
    assert _run(model, "g[n + 1]") == point.item("g", 5)
    assert _run(model, "A[1,2]") == point.value("A").entries[1]
    x, function = fmpq(3), point.function("s")
    assert _run(model, "D(D(s))(x)") == function(2, x, Balls())


def test_factors_of_an_ordered_product_run_as_the_index_does(model):
    first, second = model.point.item("M", 1), model.point.item("M", 2)
    down = _run(model, "Product(M[k], (k, n - 2, 1))*1")
    up = _run(model, "Product(M[k], (k, 1, 2))")
    assert up.entries == tuple(first.products(second))
    assert down.entries == tuple(second.products(first))


@pytest.mark.parametrize("text", ["1/z", "log(z)", "sqrt(z - 1)", "g[x/2]", "A[3,1]", "z**(-2)"])
def test_what_has_no_value_is_undefined(model, text):
    with pytest.raises(Undefined):
        _run(model, text)


def test_a_case_that_does_not_apply_may_have_no_value(model):
    assert _run(model, "Piecewise((1, z == 0), (1/z, True))") == 1
    assert _run(model, "Sum(Piecewise((i, i < 2), (1/z, False), (0, True)), (i, 1, 3))") == 1
    with pytest.raises(Undefined):
        _run(model, "1/z + Piecewise((1, z == 0), (2, True))")


def test_precision_is_that_of_the_moment(model):
    program = model.program(parse("pi", _SYMBOLS))
    for bits in (64, 512):
        with ctx.workprec(bits):
            assert program.run().rel_accuracy_bits() > bits - 8


def test_what_balls_cannot_tell_is_undecided(model):
    with pytest.raises(Undecided):
        _run(model, "sqrt(sin(x)**2 + cos(x)**2 - 1)")


def test_the_square_of_a_norm_is_exact(model):
    value = _run(model, "norm(v)**4")
    assert type(value) is fmpq
    squares = sum(entry * entry for entry in model.point.value("v").entries)
    assert value == squares**2


@pytest.mark.parametrize(
    "text",
    ["Sum(1, (i, 1, 10**9))", "Sum(i, (i, 1, 10**100))", "Sum(Sum(i*j, (i, 1, 999)), (j, 1, 999))"],
)
def test_long_sums_are_refused(model, text):
    with pytest.raises(OverBudget):
        _run(model, text)


def test_depth_costs_nothing(model):
    tree = Node("symbol", "x")
    for _ in range(20_000):
        tree = Node("neg", "", (tree,))
    assert model.program(tree).run() == 3


def test_what_is_shared_is_evaluated_once(model):
    tree = Node("symbol", "x")
    for _ in range(300):
        tree = Node("add", "", (tree, tree))
    value = model.program(tree).run()
    assert arb(value).contains(arb(3) * arb(2) ** 300)


def test_an_average_without_parameters_is_taken_once(rng, monkeypatch):
    symbols = {name: parse_domain(text) for name, text in
               {"z": "gaussian", "w": "gaussian[d]", "a": "real"}.items()}  # fmt: skip
    taken = []
    take = ClosedFormRules.take
    monkeypatch.setattr(
        ClosedFormRules, "take", lambda self, *args: (taken.append(args[0]), take(self, *args))[1]
    )
    meter = Meter(10**5)
    model = Model(
        ComparisonSetting(symbols, (), 0, Budget()), Balls(), ClosedFormRules(meter), meter
    )
    programs = [model.program(parse(text, symbols)) for text in ("a*E(z**2, z)", "E(w.T*w, w)")]
    values = []
    for turn in range(3):
        model.enter(Point(symbols, {"d": 1 + turn}, RealSource(rng, [])))
        values.append(programs[1].run())
        programs[0].run()
    assert values == [1, 2, 3]
    assert len(taken) == 1 + 3
    with ctx.workprec(512):
        programs[0].run()
    assert len(taken) == 5


def test_products_in_a_sum_are_those_of_the_recursion(model):
    """Σ_j A_t…A_{j+1} b_j is r_t of r_j = A_j r_{j−1} + b_j, computed by Horner's rule here."""
    symbols = {**_SYMBOLS, "b": parse_domain("sequence[vector[d]]")}
    setting = ComparisonSetting(symbols, (), 0, Budget())
    world = Model(setting, Balls(), ClosedFormRules(model.meter), model.meter)
    world.enter(Point(symbols, {"d": 2, "n": 4}, model.point._source))
    tree = parse("Sum(Product(M[k], (k, n, j + 1))*b[j], (j, 1, n))", symbols)
    expected = world.point.item("b", 1).entries
    for j in (2, 3, 4):
        (p, q, r, s), (x, y) = world.point.item("M", j).entries, expected
        c, e = world.point.item("b", j).entries
        expected = (p * x + q * y + c, r * x + s * y + e)
    assert world.program(tree).run().entries == expected


def test_a_product_beyond_the_empty_one_has_no_value_and_one_of_numbers_is_one(model):
    """From n − 2 to 1 is empty for n = 2, and less than that for n = 1."""
    for n, is_defined in ((2, True), (1, False)):
        model.enter(Point(_SYMBOLS, {"d": 2, "n": n, "i": 7}, model.point._source))
        assert _run(model, "Product(g[k], (k, n - 2, 1))") == 1
        program = model.program(parse("Product(M[k], (k, n - 2, 1))", _SYMBOLS))
        if is_defined:
            assert program.run().entries == (1, 0, 0, 1)
        else:
            with pytest.raises(Undefined, match="fewer factors than none"):
                program.run()


def test_a_product_of_matrices_without_a_direction_is_not_computed(model):
    with pytest.raises(Unsupported, match="direction"):
        model.program(parse("Product(M[k], (k, n, 7))", _SYMBOLS))
    assert _run(model, "Product(k, (k, n, 7))") == 4 * 5 * 6 * 7
