"""Decisions in balls."""

import pytest

from autograder.expression.arithmetics.balls import Balls
from autograder.expression.arithmetics.scalars import Unsupported
from autograder.expression.budget import Budget, Meter, OverBudget
from autograder.expression.comparison.analysis import search_in_balls
from autograder.expression.comparison.findings import Disagreement, Pair, Sameness, Undetermined
from autograder.expression.evaluation.gaussian import ClosedFormRules
from autograder.expression.evaluation.model import ComparisonSetting


@pytest.fixture
def search(read):
    def search_texts(expected, submitted, *, budget=Budget(), seed=0, sizes=None, **texts):  # noqa: B008 - frozen
        symbols, expected, submitted = read(texts, expected, submitted)
        meter = Meter(budget.steps)
        pair = Pair(expected, submitted, ComparisonSetting(symbols, (), seed, budget))
        averages = ClosedFormRules(meter)
        return search_in_balls(
            pair, arithmetic=Balls(), averages=averages, meter=meter, sizes=sizes
        )

    return search_texts


def test_functions_that_agree_do_so_with_a_bound(search):
    finding = search("sin(x)**2 + cos(x)**2", "1", x="real")
    assert finding == Sameness("2**-64 at 32 points and 2**-34 at 2048 others")
    finding = search("gamma(x + 1)", "x*gamma(x)", x="positive")
    assert finding == Sameness("2**-64 at 32 points")


def test_where_there_may_be_branches_more_points_are_looked_at(search):
    finding = search("abs(x)**3", "x**2*abs(x)", x="real")
    assert finding == Sameness("2**-64 at 32 points and 2**-34 at 2048 others")
    finding = search("maxabs(x)", "maxabs(-x)", x="vector[2]")
    assert finding == Sameness("2**-64 at 320 points")


@pytest.mark.parametrize("kind", ["real", "unit"])
def test_strips_of_a_hundredth_of_a_square_are_met(search, rng, kind):
    low, high = (-10, 10) if kind == "real" else (0, 1)
    for _ in range(20):
        # The diagonal strip between two parallels of slope ±1 that meet all of the square's width.
        sign, shift = rng.choice("+-"), rng.randint(-300, 300)
        middle = f"({low + high if sign == '+' else 0} + {high - low}*{shift}/1000)"
        width = f"{high - low}*8/1000"
        strip = f"Max(0, {width} - abs(x {sign} y - {middle}))"
        finding = search("x*y", f"x*y + {strip}", x=kind, y=kind, seed=rng.getrandbits(32))
        assert isinstance(finding, Disagreement), strip


def test_boxes_of_a_hundredth_of_four_dimensions_are_met(search, rng):
    names = "uxyz"
    for _ in range(20):
        corners = [rng.randint(0, 683) for _ in names]
        box = "*".join(
            f"Max(0, {name} - {corner}/1000)*Max(0, {corner + 317}/1000 - {name})"
            for name, corner in zip(names, corners, strict=True)
        )
        finding = search("u+x+y+z", f"u+x+y+z + {box}", **dict.fromkeys(names, "unit"))
        assert isinstance(finding, Disagreement), box


def test_a_rare_difference_is_shown_at_a_point_of_short_decimals(search):
    finding = search("x*y", "x*y + Max(0, x - 96/10)*Max(0, y - 96/10)", x="real", y="real")
    assert isinstance(finding, Disagreement)
    assert all(1000 % int(value.q) == 0 for value in finding.point.values.values())


def test_waves_that_vanish_at_short_decimals_are_met(search):
    wave = "sin(12000*pi*x)*sin(12000*pi*y)"
    assert isinstance(search("exp(x*y)", f"exp(x*y) + {wave}", x="real", y="unit"), Disagreement)


def test_the_first_point_that_differs_is_a_readable_one(search):
    finding = search("exp(x)*y", "exp(x) + y", x="positive", y="positive")
    assert isinstance(finding, Disagreement)
    assert {name: str(value) for name, value in finding.point.values.items()} == {
        "x": "2", "y": "1/2",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("expected", "submitted"),
    [
        ("exp(x)", "exp(x) + 1/10**50"),
        ("sin(x)", "sin(x)*(1 + 1/10**60)"),
        ("exp(-x**2)", "exp(-x**2) + exp(-1000)"),
        ("tanh(40)", "1"),
        ("exp(pi*sqrt(163))", "262537412640768744"),
        ("Max(x, 9)", "9"),
        ("Max(x, 1000)", "1000"),
        ("Min(abs(x), 1/1000)", "1/1000"),
        ("Max(x - 2, 0)*Max(23/10 - x, 0)", "0"),
    ],
)
def test_small_and_rare_differences_are_found(search, expected, submitted):
    assert isinstance(search(expected, submitted, x="real"), Disagreement)


@pytest.mark.parametrize(
    ("expected", "submitted"),
    [
        ("sqrt((x - 1)**2)", "abs(x - 1)"),
        ("x - x + exp(x) - exp(x)", "0"),
        ("exp(20*x)", "exp(x)**20"),
        ("cos(x**6)**2", "1 - sin(x**6)**2"),
        ("log(exp(x))", "x"),
        ("floor(x/3*3)", "floor(x)"),
        ("(sqrt(2) + sqrt(3))**2", "5 + 2*sqrt(6)"),
        ("sqrt(5 + 2*sqrt(6))", "sqrt(2) + sqrt(3)"),
    ],
)
def test_cancellation_and_exact_points_do_no_harm(search, expected, submitted):
    assert isinstance(search(expected, submitted, x="real"), Sameness)


@pytest.mark.parametrize(
    ("expected", "submitted", "reason"),
    [
        ("abs(x)", "sqrt(x)**2", "the square root of a negative number"),
        ("log(x**2)", "2*log(x)", "the logarithm of a negative number"),
        ("x", "(x**3)**(1/3)", "a power of a negative number whose exponent is no integer"),
        ("x*atan(1)", "x*atan(1)*(x - 20)/sqrt((x - 20))/sqrt(x - 20)", "square root"),
        ("exp(x)", "exp(x)/(x - x)", "a division by zero"),
    ],
)
def test_an_open_part_where_the_answer_is_not_defined_counts(search, expected, submitted, reason):
    finding = search(expected, submitted, x="real")
    assert isinstance(finding, Disagreement)
    assert reason in finding.undefined


@pytest.mark.parametrize(
    ("expected", "submitted"),
    [
        ("exp(x)", "exp(x)*x/x"),
        ("floor(x)", "ceiling(x) - 1"),
        ("sign(x)**2", "1"),
        ("Piecewise((1, x > 0), (0, True))", "Piecewise((1, x >= 0), (0, True))"),
        ("exp(x)", "Piecewise((0, x == 2), (exp(x), True))"),
        ("y**(b*k)", "(y**b)**k"),
        ("exp(x)", "exp(x)*(x - 2)*(x + 1)/((x - 2)*(x + 1))"),
        ("log(x)", "log(x**2)/2"),
        ("1/sqrt(x)", "sqrt(1/x)"),
        ("exp(k*log((x - 2)**2))", "exp(k*log((x - 2)**2))*(k - 1/3)/(k - 1/3)"),
    ],
)
def test_isolated_points_and_places_where_the_reference_is_not_defined_do_not(
    search, expected, submitted
):
    symbols = dict.fromkeys("xybk", "real")
    assert isinstance(search(expected, submitted, **symbols), Sameness)


def test_a_difference_at_one_integer_does_count(search):
    assert isinstance(search("sign(n - 3)**2", "1", n="natural"), Disagreement)
    assert isinstance(search("floor(n/2)", "ceiling(n/2) - 1", n="natural"), Disagreement)


def test_integers_outside_a_domain_count_and_poles_at_few_of_them_do_not(search):
    assert isinstance(search("abs(n - 4)", "sqrt(n - 4)**2", n="natural"), Disagreement)
    assert isinstance(search("exp(n)", "exp(n)*(n - 3)/(n - 3)", n="natural"), Sameness)
    poles = "*".join(f"(n - {k})" for k in (1, 2, 3, 4, 5, 6, 7))
    assert isinstance(search("exp(n)", f"exp(n)*{poles}/({poles})", n="natural"), Disagreement)


def test_rounded_decimals_weaken_the_bound(search):
    finding = search("pi*x", "3.141592653589793*x", x="real")
    assert finding == Sameness(
        "2**-28 (decimals are rounded) at 32 points and 2**-34 at 2048 others"
    )
    assert isinstance(search("pi*x", "3.14159265*x", x="real"), Disagreement)


def test_what_no_precision_can_tell_is_undetermined(search):
    finding = search("sqrt(sin(x)**2 + cos(x)**2 - 1)", "0", x="real")
    assert isinstance(finding, Undetermined)
    finding = search("1", "floor(sin(x)**2 + cos(x)**2)", x="real")
    assert isinstance(finding, Undetermined)


def test_a_reference_without_values_is_undetermined(search):
    assert isinstance(search("log(-x)", "log(-x)*1", x="positive"), Undetermined)


def test_only_the_integers_that_are_asked_for_are_looked_at(search):
    assert isinstance(search("exp(n)", "exp(3)", n="natural", sizes={"n": 3}), Sameness)


def test_expensive_expressions_are_looked_at_at_fewer_points(search):
    many = " + ".join(f"maxabs(x)**{k}" for k in range(150))
    finding = search(many, many + " + 0", x="vector[2]")
    assert 16 <= int(finding.bound.split()[2]) < 300


@pytest.mark.parametrize(
    ("expected", "submitted", "texts"),
    [
        ("lambda_max(A)", "abs(lambda_max(A))", {"A": "symmetric[n]"}),
        ("lambda_max(A)*x", "abs(lambda_max(A)*x)", {"A": "posdef[n]", "x": "real"}),
        ("norm2(A)*x", "norm2(A)*x + Max(0, Min(x - 7, 78/10 - x))",
         {"A": "matrix[n,n]", "x": "real"}),
        ("norm2(A)*x", "norm2(A)*x*sqrt(96/10 - x)/sqrt(96/10 - x)",
         {"A": "matrix[n,n]", "x": "real"}),
    ],
)  # fmt: skip
def test_at_all_sizes_together_there_are_as_many_points_as_ever(
    search, rng, expected, submitted, texts
):
    assert isinstance(search(expected, submitted, seed=rng.getrandbits(32), **texts), Disagreement)


def test_steep_and_narrow_functions_are_met_though_they_have_no_branches(search, rng):
    for _ in range(10):
        start = rng.randint(-9500, 9200)
        window = f"(1 + tanh(9999*(x - {start}/1000)))*(1 - tanh(9999*(x - {start + 300}/1000)))"
        finding = search("exp(x)", f"exp(x) + {window}", x="real", seed=rng.getrandbits(32))
        assert isinstance(finding, Disagreement), window


def test_only_integers_at_which_something_was_compared_are_named(search):
    finding = search("norm(x)", "norm(x)*Max(d - 3, 0)/Max(d - 3, 0)", x="vector[d]")
    assert finding.bound.endswith(" at d in {4, 5, 6, 7}")


def test_precision_and_steps_are_those_of_the_budget(search):
    small = Budget(bits=128)
    finding = search("sin(x)**2 + cos(x)**2 - 1", "0", x="real", budget=small)
    assert isinstance(finding, Undetermined)
    with pytest.raises(OverBudget):
        search("exp(x)", "exp(x)*1", x="real", budget=Budget(steps=100))


def test_what_the_arithmetic_has_not_is_left_to_others(search):
    with pytest.raises(Unsupported):
        search("x", "I*x", x="real")


@pytest.mark.parametrize(
    ("expected", "submitted", "where"),
    [
        ("ceiling(log(n + 1)/log(2))", "floor(log(n + 1)/log(2)) + 1", {1, 3, 7}),
        ("floor(log(n)/log(2))", "floor(log(n + 1)/log(2))", {1, 3, 7}),
        ("floor(n**(1/3))", "ceiling(n**(1/3)) - 1", {1}),
        ("floor(sqrt(n)*sqrt(m))", "ceiling(sqrt(n*m)) - 1", {1, 2, 3, 4, 5, 6, 7}),
        ("Piecewise((1, log(n)/log(3) <= m), (0, True))",
         "Piecewise((1, log(n)/log(3) < m), (0, True))", {3}),
        ("Piecewise((1, log(n)/log(2) == m), (0, True))", "0*n*m", {2, 4}),
        ("x*floor(log(n)/log(2))", "x*(ceiling(log(n)/log(2)) - 1)", {1, 2, 4}),
    ],
)  # fmt: skip
def test_steps_that_only_exact_numbers_decide_count(search, expected, submitted, where):
    finding = search(expected, submitted, n="natural", m="natural", x="real")
    assert isinstance(finding, Disagreement)
    assert finding.sizes["n"] in where


@pytest.mark.parametrize(
    ("expected", "submitted"),
    [
        ("ceiling(log(n + 1)/log(2))", "floor(log(n)/log(2)) + 1"),
        ("floor(log(10*n)/log(10))", "1 + floor(log(n)/log(10))"),
        ("floor(log(n)/log(2))", "floor(2*log(n)/log(4))"),
        ("floor(sqrt(4*n))", "floor(2*sqrt(n))"),
        ("Mod(log(n)/log(2), 1)", "log(n)/log(2) - floor(log(n)/log(2))"),
        ("Piecewise((1, n <= 2**m), (0, True))", "Piecewise((1, log(n)/log(2) <= m), (0, True))"),
    ],
)
def test_where_such_steps_agree_no_number_is_left_out(search, expected, submitted):
    finding = search(expected, submitted, n="natural", m="natural")
    assert isinstance(finding, Sameness)
    everywhere = [search(expected, submitted, n="natural", m="natural", sizes={"n": k, "m": 2})
                  for k in (1, 2, 4, 8, 9)]  # fmt: skip
    assert all(isinstance(one, Sameness) and "{}" not in one.bound for one in everywhere)


def test_a_step_that_stays_open_in_a_row_is_no_agreement(search):
    finding = search("floor(n/2 + sin(n)**2 + cos(n)**2)", "floor(n/2) + 1", n="natural")
    assert isinstance(finding, Undetermined)
    assert "side of a step" in finding.reason
    assert "n in {2, 4, 6, 10, 960}" in finding.reason


def test_a_row_that_other_points_decide_is_not_open(search):
    step = "floor(x + sin(x)**2 + cos(x)**2)"
    assert isinstance(search(f"n*{step}", f"{step}*n", n="natural", x="real"), Sameness)
    assert isinstance(search(f"n*{step}", "n*floor(x) + n", n="natural", x="real"), Sameness)


@pytest.mark.parametrize(
    ("expected", "submitted"),
    [
        ("ceiling(m/9)", "floor(m/9) + 1"),
        ("ceiling(n/256)", "floor(n/256) + 1"),
        ("Piecewise((0, n == 3*7*11), (n, True))", "n"),
        ("n*Min(n, 2**13)", "n**2"),
        ("Min(n, 10**12)", "n"),
        ("Min(n**3, 10**12)", "n**3"),
        ("Piecewise((0, n == 777 and m == 341), (n, True))", "n"),
        ("Piecewise((0, 3*n + 5 == 2*m + 400), (n, True))", "n"),
        ("Mod(n*m, 997)", "Piecewise((1, Mod(n*m, 997) == 0), (Mod(n*m, 997), True))"),
        ("Max(p, 10**(-12))", "p"),
        ("exp(Min(x, 700))", "exp(x)"),
        ("exp(Max(x, -10**5))", "exp(x)"),
        ("log(Min(u, 1 - 10**(-11)))", "log(u)"),
        ("Min(x*y, 10**7)", "x*y"),
        ("v/Max(norm(v), 10**(-6))", "v/norm(v)"),
        ("Min(norm(v)**2, 10**6)", "norm(v)**2"),
        ("Sum(Min(v[i], 10**5), (i, 1, d))", "Sum(v[i], (i, 1, d))"),
        ("Sum(Min(g[i], 10**9), (i, 1, n))", "Sum(g[i], (i, 1, n))"),
        ("Max(lambda_max(P), 10**(-9))", "lambda_max(P)"),
        ("softmax_col(v)", "softmax_col(Min(v, 88))"),
        ("Min(d, 64)*norm(v)", "d*norm(v)"),
        ("Sum(x**k, (k, 0, n))", "Sum(x**k, (k, 0, Min(n, 31)))"),
        ("Sum(k, (k, 1, n))", "Sum(Piecewise((k, k <= 300), (0, True)), (k, 1, n))"),
        ("Sum(k, (k, 1, 2*n))", "Sum(k, (k, 1, Min(2*n, 128)))"),
    ],
)
def test_numbers_that_are_written_say_where_to_look(search, expected, submitted):
    texts = {"n": "natural", "m": "natural", "x": "real", "y": "real", "p": "positive",
             "u": "unit", "v": "vector[d]", "g": "sequence[real]", "P": "posdef[d]"}  # fmt: skip
    assert isinstance(search(expected, submitted, **texts), Disagreement)
    assert isinstance(search(submitted, expected, **texts), Disagreement)


@pytest.mark.parametrize(
    ("expected", "submitted", "question"),
    [
        ("(-2)**x", "2**x", "is x a whole number?"),
        ("y*(-2)**x", "y*2**x", "is x a whole number?"),
        ("Sum(k, (k, 1, x))", "5*x", "is x a whole number?"),
        ("Sum(k, (k, 1, p))", "6*p + 1", "is p a whole number?"),
        ("sqrt(-x**2)", "5*x", "isolated points alone"),
        ("sqrt(-(x - y)**2)", "0", "isolated points alone"),
    ],
)
def test_agreement_at_isolated_points_is_none(search, expected, submitted, question):
    finding = search(expected, submitted, x="real", y="real", p="positive")
    assert isinstance(finding, Undetermined)
    assert finding.is_expected
    assert finding.reason.endswith(question)


@pytest.mark.parametrize(
    ("expected", "submitted"),
    [
        ("sqrt(z)", "z**(1/2)"),
        ("acos(x) + asin(x)", "pi/2"),
        ("sqrt(x - 1)*sqrt(x + 1)", "sqrt(x**2 - 1)*sqrt(x - 1)/sqrt(x - 1)"),
        ("(-1)**s*s", "s*(-1)**(s + 2)"),
    ],
)
def test_the_edge_of_a_domain_is_not_isolated(search, expected, submitted):
    finding = search(expected, submitted, x="real", z="nonnegative", s="size")
    assert isinstance(finding, Sameness)


@pytest.mark.parametrize(
    ("expected", "submitted"),
    [
        ("pi*n", "pi*n*Max(n, 0)/Max(n, 0)"),
        ("x*n", "x*n*Max(n, 0)/Max(n, 0)"),
        ("n + m", "(n + m)*Max(n - m + 1, 0)/Max(n - m + 1, 0)"),
        ("pi*x", "pi*x*binomial(k, m)/binomial(k, m)"),
    ],
)
def test_a_part_of_the_whole_numbers_is_no_exception(search, expected, submitted):
    texts = {"n": "integer", "m": "natural", "k": "natural", "x": "real"}
    finding = search(expected, submitted, **texts)
    assert isinstance(finding, Disagreement)
    assert finding.undefined


def test_a_line_of_whole_numbers_is_an_exception(search):
    finding = search("pi*(n + m)", "pi*(n**2 - m**2)/(n - m)", n="natural", m="natural")
    assert isinstance(finding, Sameness)
