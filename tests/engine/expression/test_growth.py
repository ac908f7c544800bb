"""Growth bounds. The truth of each pair was worked out by hand."""

import pytest

from autograder.expression.domain import parse_domain
from autograder.expression.growth import BoundOutcome, GrowthError, GrowthOutcome, bound, growth
from autograder.expression.premises import Premises
from autograder.expression.text import parse

SIZES = {name: parse_domain("size") for name in ("B", "N", "T", "d", "h", "k", "m", "n", "r", "t")}


def compared(expected, submitted, *regime, symbols=SIZES, conditions=()):
    trees = (parse(text, symbols) for text in (expected, submitted))
    return growth(*trees, Premises(symbols, conditions=conditions), regime=regime)


def verdict(expected, submitted, *regime):
    return compared(expected, submitted, *regime).verdict


@pytest.mark.parametrize(
    ("expected", "submitted", "regime"),
    [
        # The complexities of attention and adapters.
        ("n**2*d + n*d**2", "n*d*(n + d)", ()),
        ("n**2*d + n*d**2", "d*(n + d)**2 - d**3", ()),
        ("n**2 + h*n*d + h*d**2", "h*d**2 + n*(n + h*d)", ()),
        ("n*d + d**2", "n*d", ("d <= n",)),
        ("n*(m + d)", "n*m + n*d + m*d", ("m << n", "d << n")),
        ("h*(n*d**2 + n*d*r + n**2*d)", "h*n*d**2 + n*d*r + h*n**2*d", ("r <= d",)),
        ("h*(n*d**2 + n**2*d)", "h*(n*d**2 + n*d*r + n**2*d)", ("r <= d",)),
        ("m*k", "m*k + m*k*r/n", ("r <= n",)),
        # Constants, roots, cancelling terms, roundings.
        ("n", "3*n/4 + pi*n + sqrt(2) + log(2)", ()),
        ("n", "sqrt(n**2 + 1)", ()),
        ("n**2", "n*(n - 1)/2", ()),
        ("n", "(n + 1)**2 - n**2", ()),
        ("n", "(n**2 - 1)/(n + 1)", ()),
        ("n*d", "n*d - d**2", ("d << n",)),
        ("n/d + 1", "ceiling(n/d)", ()),
        ("n", "floor(n/2)", ()),
        ("n*d/(n + d)", "Min(n, d)", ()),
        ("Max(n, d)", "n + d", ()),
        ("d", "Min(n, d)", ("d <= n",)),
        ("n", "abs(1 - n)", ()),
        ("n**0.5", "sqrt(n)", ()),
        # Sums.
        ("t**2", "Sum(i, (i, 1, t))", ()),
        ("t**2", "Sum(t - i, (i, 1, t - 1))", ()),
        ("t**3", "Sum(Sum(j, (j, 1, i)), (i, 1, t))", ()),
        ("t*n", "Sum(n, (i, 1, t))", ()),
        ("t**1.5", "Sum(sqrt(i), (i, 1, t))", ()),
        ("log(t)", "Sum(1/i, (i, 1, t))", ()),
        ("1", "Sum(1/i**2, (i, 1, t))", ()),
        ("t*log(t)", "Sum(log(i), (i, 1, t))", ()),
        # Exponential powers.
        ("N**T", "Sum(N**i, (i, 0, T))", ()),
        ("h*T*N**T*log(T)", "Sum(h*i*N**i*log(i), (i, 1, T))", ()),
        ("N**T", "(N**(T + 1) - N)/(N - 1)", ()),
        ("N**T", "Piecewise((T, N == 1), ((N - N**(T + 1))/(1 - N), True))", ()),
        ("T*N**T", "T*N**T + N**T + T**9*N**9", ()),
        ("N**(2*T)", "(N**T)**2", ()),
        ("4**n", "2**(2*n + 3)", ()),
        ("2**n", "(1/2)**(-n)", ()),
        ("exp(n)", "exp(n) + exp(n/2)*n**9", ()),
        ("N**(T*h)", "(N**T)**h", ()),
        ("T*N**T", "T*exp(T*log(N))", ()),
        ("T*N**T", "T*Product(N, (t, 1, T))", ()),
        ("T*N**T", "T*Product(3*N, (t, 1, T))/3**T", ()),
        ("n**1.5*log(n)", "exp(3*log(n)/2)*log(n) + exp(log(n))", ()),
        # Logarithms.
        ("n*log(n)", "n*log(n**2 + 5)", ()),
        ("n*log(n) + n*log(d)", "n*log(n*d)", ()),
        ("T*B*N*log(N)", "T*B*N*log(B*N)", ("2 <= B <= N",)),
        ("log(n)", "log(n)/log(2)", ()),
        ("n", "n + log(n)**9", ()),
        ("T*log(N)", "log(N**T)", ()),
        ("n*log(log(n))", "n*log(log(n**2)) + n", ()),
        ("log(n) + log(log(n))", "log(n*log(n))", ()),
        # Powers of several bases, and with sums in the exponent.
        ("4**n", "2**n*2**n + n*3**n", ()),
        ("10**n", "2**n*5**n + 9**n*n**9", ()),
        ("2**(n + d)", "2**n*2**(d + 3)", ()),
        ("3**(2**n)", "3**(2**n) + 2**(2**n)", ()),
        ("sqrt(2)**n", "2**(n/2)", ()),
        ("n", "2**(log(n)/log(2))", ()),
        ("n", "2**ceiling(log(n)/log(2))", ()),
        ("n**(log(3)/log(2))", "3**(log(n)/log(2))", ()),
        ("n**log(n)", "exp(log(n)**2)", ()),
        ("n**n", "(n + 1)**n", ()),
        ("1", "(1 + 1/n)**n + n**(1/n) + 2**(1/n)", ()),
        ("(N + 1)**T", "3*(N + 1)**T", ()),
        # Factorials.
        ("factorial(n)", "sqrt(n)*n**n/exp(n)", ()),
        ("factorial(n + 1)", "n*factorial(n)", ()),
        ("n**3", "factorial(n)/factorial(n - 3)", ()),
        ("n*log(n)", "log(factorial(n))", ()),
        ("factorial(n)", "Product(i, (i, 1, n)) + gamma(n)", ()),
        ("4**n/sqrt(n)", "binomial(2*n, n)", ()),
        ("n**2", "binomial(n, 2) + binomial(n, n - 1)", ()),
        ("binomial(n, k)", "binomial(n, k)*3", ()),
        # Roundings, absolute values, minima.
        ("n/d", "floor(n/d)", ("d <= n",)),
        ("n", "n + floor(n/d)", ()),
        ("log(n)", "floor(log(n)/log(2))", ()),
        ("n*abs(n - d) + n", "2*n*abs(d - n) + n", ()),
        ("n*Max(n - d, 0)", "Max(0, n - d)*n/2", ()),
        ("n*Min(n, m)", "Sum(Min(i, m), (i, 1, n))", ()),
        ("Min(n, d) + Min(n, m)", "Min(n, d + m)", ()),
        ("n*log(n/d + 1)", "5*n*log(n/d + 1)", ()),
        # Differences, of roots and within a regime.
        ("1/sqrt(n)", "sqrt(n + 1) - sqrt(n - 1)", ()),
        ("1", "sqrt(n**2 + n) - n", ()),
        ("n**(-2/3)", "(n + 1)**(1/3) - n**(1/3)", ()),
        ("d/sqrt(n)", "sqrt(n + d) - sqrt(n)", ("d <= n",)),
        ("n**2", "2*n**2 - n*d", ("d <= n",)),
        # Differences of logarithms.
        ("1/n", "log(n + 1) - log(n)", ()),
        ("1/n", "log(n + 2) - log(n + 1)", ()),
        ("1", "n*(log(n + 3) - log(n))", ()),
        ("d/n", "log(n + d) - log(n)", ("d <= n",)),
        ("1/n**2", "log(n**2 + 1) - 2*log(n)", ()),
        ("exp(-n)", "log(exp(n) + 1) - n", ()),
        ("1/n", "log(n) - log(n - 1)", ()),
        # Sums of quotients, rounded down, and over a row of binomial coefficients.
        ("n*log(n)", "Sum(floor(n/i), (i, 1, n))", ()),
        ("n*d*log(n)", "Sum(floor(n*d/i), (i, 1, n))", ()),
        ("n*log(d)", "Sum(floor(n/i), (i, 1, d))", ("d <= n",)),
        ("n**2*log(n)", "Sum(Sum(floor(j/i), (i, 1, j)), (j, 1, n))", ()),
        ("2**n", "Sum(binomial(n, i), (i, 0, n))", ()),
        ("2**n", "Sum(binomial(n, i), (i, 1, n - 1))", ()),
        ("3**n", "Sum(2**i*binomial(n, i), (i, 0, n))", ()),
        ("d**n", "Sum(binomial(n, i)*(d - 1)**(n - i), (i, 0, n))", ()),
        ("n*2**n", "Sum(i*binomial(n, i), (i, 0, n))", ()),
        # A factor of both that is known between two orders only.
        ("7*(n - 1)**d", "5*(n - 1)**d", ()),
        ("n*(n - d)", "3*n**2 - 3*n*d", ("d <= n",)),
        # A regime with logarithms.
        ("d*log(d)", "m + d*log(d)", ("m <= d*log(d)",)),
        ("d*log(m*d)", "d*log(d)", ("m <= d*log(d)",)),
    ],
)
def test_the_same_order_in_another_form_is_theta(expected, submitted, regime):
    assert verdict(expected, submitted, *regime) == "theta"
    assert verdict(submitted, expected, *regime) == "theta"


@pytest.mark.parametrize(
    ("smaller", "larger", "regime"),
    [
        ("n**2*d", "n**2*d + n*d**2", ()),
        ("n**2 + h*n*d + h*d**2", "h*n**2 + h*n*d + h*d**2", ()),
        ("n*d", "n*d + d**2", ("n <= d",)),
        ("n*d", "n*d + d**2", ()),
        ("m*k", "n", ("m*k <= n",)),
        ("d**3", "n**3", ("d << n", "d <= n")),
        ("d**3", "n*d**2", ("d << n",)),
        ("n", "n*log(n)", ()),
        ("n*log(d)", "n*log(n)", ("d <= n",)),
        ("log(n)**9", "n**0.1", ()),
        ("T*B*N", "T*B*N*log(B)", ("2 <= B <= N",)),
        ("T*B*N*log(B*N)", "T*B**2*N", ("B <= N", "N <= B")),
        ("N**T", "T*N**T", ()),
        ("N**T", "N**(T + 1)", ()),
        ("T**3*N**9", "N**T", ()),
        ("T*N**T", "Product(N, (t, 0, T))*T", ()),
        ("exp(T*log(N))", "exp(2*T*log(N))", ()),
        ("2**n", "4**n", ()),
        ("T**9", "T**N", ()),
        ("T**N", "T**(2*N)", ()),
        ("N**T", "N**T + T**N", ()),
        ("n**9", "2**n", ()),
        ("Min(n, d)", "n", ()),
        ("n/d", "ceiling(n/d)", ()),
        ("2**n", "3**n", ()),
        ("n**5*2**n", "2.1**n", ()),
        ("1.99999999**n", "2**n", ()),
        ("2**n + 2**d", "2**(n + d)", ()),
        ("2**d", "2**n", ("d <= n",)),
        ("2**n", "exp(n)", ()),
        ("2**n", "factorial(n)", ()),
        ("factorial(n)", "n**n", ()),
        ("factorial(n)", "factorial(n + 1)", ()),
        ("factorial(n)**d", "factorial(n*d)", ()),
        ("binomial(n, k)", "2**n", ()),
        ("binomial(n, k)", "n**k", ()),
        ("floor(n/d)", "n/d", ()),
        ("abs(n - d)", "n + d", ()),
        ("n*log(log(n))", "n*log(n)", ()),
        ("2**log(n)", "n", ()),
        ("n**(log(3)/log(2))", "n**2", ()),
        ("n**5", "n**log(n)", ()),
        ("n**log(n)", "exp(sqrt(n))", ()),
        ("exp(sqrt(log(n)))", "n**0.1", ()),
        ("log(n)**n", "n**n", ()),
        ("2**(2**n)", "3**(2**n)", ()),
        ("T*(N - 1)**T", "T*N**T", ()),
        ("T*N**T", "T*(N + 1)**T", ()),
        ("T*N**T", "T*(2*N)**T", ()),
        ("Min(n, d) + Min(m, k)", "n + m", ()),
        ("Sum(Min(i, m), (i, 1, n))", "n*m", ()),
        ("m", "d*log(d)", ("m <= d*log(d)",)),
        ("m*log(m)", "m*log(d)", ("m <= d*log(d)",)),
        ("2**m", "2**d", ("m <= log(d)",)),
        ("n**d", "d**n", ("d <= n",)),
        ("n**d", "d**n", ("d << n",)),
        ("n**(d*k)", "d**(n*k)", ("d <= n",)),
        ("(n + 1)**d", "d**n", ("2*d <= n",)),
        ("factorial(n)*factorial(d)", "factorial(n + d)", ()),
        ("factorial(n)*factorial(d)*factorial(k)", "factorial(n + d + k)", ()),
        ("factorial(n)*factorial(d)", "n*factorial(n + d + 1)", ()),
        ("n", "Sum(floor(n/i), (i, 1, n))", ()),
        ("log(n + 1) - log(n)", "1/log(n)", ()),
        ("Sum(binomial(n, i), (i, 0, n))", "Sum(i*binomial(n, i), (i, 0, n))", ()),
    ],
)
def test_a_larger_order_is_loose_and_a_smaller_one_no_bound(smaller, larger, regime):
    loose, not_bound = compared(smaller, larger, *regime), compared(larger, smaller, *regime)
    assert (loose.verdict, not_bound.verdict) == ("loose", "not_bound")
    assert loose.direction == not_bound.direction != ""


@pytest.mark.parametrize("factor", ["n", "2**n", "log(d)", "log(n)**d"])
def test_a_factor_of_both_that_is_not_known_closely_does_not_matter(factor):
    """(n - 1)**d is between n**d/exp(2*d/n) and n**d, whatever d is."""
    smaller, larger = "7*(n - 1)**d", f"5*(n - 1)**d*{factor}"
    assert verdict(smaller, larger) == "loose"
    assert verdict(larger, smaller) == "not_bound"
    # What may be zero is no such factor.
    assert verdict("abs(n - d)", f"abs(n - d)*{factor}") != "loose"


def test_a_factor_in_the_regime_counts_in_exponents():
    """With r up to 2*d, 2**r may be 4**d; with 2*r up to d it may not."""
    assert verdict("2**r", "2**d", "r <= 2*d") == "unknown"
    assert verdict("r*2**d", "d*2**d", "r <= 2*d") == "loose"
    assert verdict("2**r", "2**d", "2*r <= d") == "loose"
    assert verdict("2**r", "4**d", "r <= d") == "loose"


@pytest.mark.parametrize(
    ("expected", "submitted", "regime", "direction"),
    [
        ("T*N**T", "factorial(N)/factorial(N - T)", (), "N = T -> oo"),
        ("T*N**T", "T*binomial(N, T)*factorial(T)", (), "N = T -> oo"),
        ("T*N**T", "T*Product(N - t, (t, 0, T - 1))", (), "N = T -> oo"),
        ("n*d", "n*d - d**2", ("d <= n",), "d = n -> oo"),
        ("n", "n - d", (), "d = n -> oo"),
        ("m*d**2", "m*abs(n - d)*d", (), "d = m = n -> oo"),
        ("log(n)", "log(n/d)", ("d <= n",), "d = n -> oo"),
        ("n", "Max(n - d, 0)", (), "d = n -> oo"),
        ("n*log(n)", "n*log(n/d + 1)", ("d <= n",), "d = n -> oo"),
    ],
)
def test_an_answer_that_is_not_read_as_a_whole_is_refuted_on_a_curve(
    expected, submitted, regime, direction
):
    outcome = compared(expected, submitted, *regime)
    assert (outcome.verdict, outcome.direction) == ("not_bound", direction)


def test_orders_that_are_larger_in_one_direction_and_smaller_in_another_bound_nothing():
    assert verdict("n**2*d", "n*d**2") == "not_bound"
    assert verdict("n*d**2", "n**2*d") == "not_bound"
    assert verdict("T*N**T", "T**N") == "not_bound"
    assert verdict("T**N", "T*N**T") == "not_bound"


@pytest.mark.parametrize(
    ("expected", "submitted", "regime", "direction"),
    [
        ("h*n*d", "n**2*d", (), "h -> oo, d = n = 1"),
        ("d**2", "d", ("d <= n",), "d = n -> oo"),
        ("n*d", "n*log(d)", (), "d -> oo, n fixed"),
        ("d**3", "n*d", ("d << n",), "d -> oo, n = d**(4/3)"),
        ("n*r", "n + r", ("n*r <= m",), "n = r -> oo, m = n**2"),
        ("T*N**T", "N**T", (), "T -> oo, N fixed"),
        ("T*N**T", "T**N", (), "T -> oo, N fixed"),
        ("T**N", "N**T", (), "N -> oo, T fixed"),
        ("N*B", "N", ("2 <= B",), "B -> oo, N fixed"),
        ("N*B*T*log(N)", "N*B**T", ("2 <= B <= N",), "N -> oo, B, T fixed"),
    ],
)
def test_the_direction_says_who_grows_how(expected, submitted, regime, direction):
    assert compared(expected, submitted, *regime).direction.startswith(direction)


def test_the_direction_names_symbols_in_the_order_of_their_declaration():
    symbols = {name: SIZES[name] for name in ("h", "n", "d")}
    assert compared("h*n*d", "n*d", symbols=symbols).direction == "h -> oo, n = d = 1"


def test_dominated_terms_are_named_as_they_were_written():
    outcome = compared("n**2*d", "n**2*d + n*d*r + log(r)*r + 7", "r <= d", "d <= n")
    dominated = ("n*d*r", "log(r)*r", "7")
    assert outcome == GrowthOutcome("theta", dominated=dominated, outgrown=("log(r)*r", "7"))


@pytest.mark.parametrize(
    ("expected", "submitted", "regime", "dominated", "outgrown"),
    [
        ("n", "n + 5", (), ("5",), ("5",)),
        ("n*log(n)", "n*log(n*d)", ("d <= n",), (), ()),
        ("n*d", "(n + 1)*(d + 2)", (), ("1", "2"), ("1", "2")),
        ("n**4", "(n**2 + n)**2", (), ("n",), ("n",)),
        ("n**2 + d**2", "n**2 + n*d + d**2", (), ("n*d",), ()),
        ("n", "n + 2*n", (), ("n",), ()),
        ("n*log(n)", "Sum(log(i), (i, 1, n)) + n", (), ("n",), ("n",)),
        # What is subtracted is no term that could be left out, nor is that beside it.
        ("n**2", "n**2 - n", (), (), ()),
        ("n**2", "n**2/(1 + 1/n)", (), (), ()),
    ],
)
def test_what_can_be_left_out_is_what_others_bound(
    expected, submitted, regime, dominated, outgrown
):
    outcome = compared(expected, submitted, *regime)
    assert outcome == GrowthOutcome("theta", dominated=dominated, outgrown=outgrown)


def test_conditions_of_a_question_are_part_of_the_regime():
    """Those that are no inequalities between monomials say nothing of it."""
    conditions = [parse(text) for text in ("2 <= N", "d <= n", "n + d > 4", "d > m and m > h")]
    assert compared("n*N", "n*N + d*N", conditions=conditions).verdict == "theta"
    assert compared("n", "n + h", conditions=conditions).verdict == "theta"
    assert compared("n*N", "n", conditions=conditions).direction == "N -> oo, d, h, m, n fixed"
    assert bound(parse("d"), parse("n"), Premises(SIZES, conditions=conditions)).holds


@pytest.mark.parametrize(
    ("submitted", "reason"),
    [
        ("n*x + y", "unknown symbols: x, y"),
        ("n*eps", "symbols that are no sizes: eps (positive)"),
    ],
)
def test_a_symbol_that_does_not_belong_is_an_error_that_names_it(submitted, reason):
    symbols = {**SIZES, "eps": parse_domain("positive")}
    assert compared("n", submitted, symbols=symbols) == GrowthOutcome("error", reason=reason)


def test_a_dimension_name_is_a_size_without_being_declared():
    symbols = {"A": parse_domain("matrix[p,q]")}
    assert compared("p*q", "2*q*p", symbols=symbols).verdict == "theta"


@pytest.mark.parametrize("submitted", ["0", "n - n", "-n", "1 - n"])
def test_what_is_not_positive_bounds_nothing(submitted):
    assert verdict("n", submitted) == "not_bound"


@pytest.mark.parametrize(
    ("expected", "submitted", "regime"),
    [
        ("n", "n*sin(n)", ()),
        ("n**d", "d**n", ("d <= 2*n",)),
        ("n*factorial(n)*factorial(d)", "factorial(n + d)", ()),
        ("n*log(d)", "Sum(floor(n/i), (i, 1, d))", ()),
        ("n", "Sum(floor(n/i**2), (i, 1, n))", ()),
        ("n", "Sum(factorial(i), (i, 1, n))", ()),
        ("1", "(sqrt(5)/2 - 1)**n", ()),
        ("n", "n*g[1]", ()),
        ("n", "n/(d - d)", ()),
        ("n", "Sum(i, (i, m, n))", ()),
        ("n", "Sum(1/(i - 3), (i, 1, n))", ()),
        ("n", "Sum(1/i, (i, 0, n))", ()),
        ("n", "Sum(n**i, (n, 1, T))", ("n <= d",)),
    ],
)
def test_what_is_not_decided_is_unknown_with_a_reason(expected, submitted, regime):
    symbols = {**SIZES, "g": parse_domain("sequence[size]"), "i": parse_domain("size")}
    outcome = compared(expected, submitted, *regime, symbols=symbols)
    assert outcome.verdict in ("unknown", "error")
    assert outcome.reason


def test_what_is_not_decided_says_in_one_sentence_what_was_beyond_it():
    said = {
        "n*sin(n)": "the answer contains `sin`, which is no size",
        "d**n": "it was not decided which grows faster: n**d or d**n",
        "(log(n + 1) + 2)**n": (
            "the answer contains a power that grows, of what is only known up to constant factors"
        ),
    }
    for submitted, reason in said.items():
        assert compared("n**d", submitted, "d <= 2*n").reason == reason


@pytest.mark.parametrize(
    ("expected", "regime", "said"),
    [
        ("n", ("n",), "`n` is no inequality"),
        ("n", ("n + d <= m",), "no inequality between monomials"),
        ("n", ("m <= d*log(d)", "d**2 <= m"), "a regime in which some symbol cannot grow"),
        ("n", ("q <= n",), "`q <= n`: unknown symbols: q"),
        ("n", ("n <= (",), "`n <= (`: expected a number"),
        ("n", ("n << d", "d <= n"), "a regime in which some symbol cannot grow"),
        ("n", ("B <= 4",), "a regime in which some symbol cannot grow"),
        ("x", (), "unknown symbols: x"),
        ("n*sin(n)", (), "the expected growth contains `sin`"),
        ("-n", (), "the expected growth is negative"),
    ],
)
def test_a_mistake_of_the_question_is_not_the_answers(expected, regime, said):
    with pytest.raises(GrowthError) as raised:
        compared(expected, "n", *regime)
    assert said in str(raised.value)


def test_a_size_is_what_it_is_made_of():
    """Where N = n*d, in either direction; and no more than that."""
    premises = Premises(SIZES, ties={"N": parse("n*d", SIZES)})

    def compared_so(expected, submitted):
        return growth(parse(expected, SIZES), parse(submitted, SIZES), premises)

    assert compared_so("N*h", "3*n*h*d + h").verdict == "theta"
    assert compared_so("n*d", "N - n").verdict in ("theta", "unknown")
    assert compared_so("N", "n*d**2").direction == "d -> oo, n = 1"
    assert compared_so("n*d**2", "N").verdict == "not_bound"
    assert bound(parse("n*d"), parse("N"), premises).holds
    assert not bound(parse("n*d*h"), parse("N"), premises).holds
    circle = Premises(SIZES, ties={"N": parse("n", SIZES), "n": parse("N", SIZES)})
    with pytest.raises(GrowthError):
        growth(parse("N*h"), parse("n"), circle)


def test_one_bound_can_be_asked_for_alone():
    low, high, tree = (parse(text) for text in ("N**T", "T**3*N**T", "T*N**T"))
    assert bound(tree, high, Premises(SIZES)) == BoundOutcome(True)
    assert bound(low, tree, Premises(SIZES)) == BoundOutcome(True)
    assert bound(high, tree, Premises(SIZES)) == BoundOutcome(False, direction="T -> oo, N fixed")
    assert bound(parse("exp(n)"), parse("2**n"), Premises(SIZES)).holds is False
    assert bound(parse("n**d"), parse("d**n"), Premises(SIZES), regime=["d <= n"]).holds is True
    assert bound(parse("n**d"), parse("d**n"), Premises(SIZES), regime=["d <= 2*n"]).holds is None
    shown = bound(parse("n + d"), parse("abs(n - d)"), Premises(SIZES))
    assert shown == BoundOutcome(False, direction="d = n -> oo")


@pytest.mark.parametrize(
    "submitted",
    [
        "9**9**9*n",
        "((9**9)**9999)**9999 + n",
        "n**(10**9)",
        "n**" + "9" * 4000,
        "1e9999*n",
        "(n + d + h + r)**10000",
        "(n + d + h + r)**30/(n + m)**30",
        "*".join(f"(n + d**{i} + h**{i})" for i in range(1, 40)),
        "(" + " + ".join(f"n**{i}*d**{40 - i}" for i in range(40)) + ")**0.5",
        "Sum(Sum(Sum(i**12*j**12*k**12, (i, 1, j)), (j, 1, k)), (k, 1, n))",
        " + ".join(f"sqrt(n + {i})" for i in range(3000)),
        "-".join(["sqrt(n)"] * 2000),
    ],
)
def test_a_hostile_answer_is_decided_or_given_up_but_never_refused_wrongly(submitted):
    """Each of these grows at least as fast as n**(1/2) or is too large to read."""
    assert verdict("1", submitted) in ("unknown", "loose", "not_bound")


def test_a_direction_inside_a_regime_is_one_that_a_reader_can_follow():
    """Far from its edge the same is true of n = d**1000000000."""
    symbols = dict.fromkeys("nd", parse_domain("size"))
    outcome = growth(
        parse("log(n) + d", symbols),
        parse("(log(n) + d)*log(d)", symbols),
        Premises(symbols),
        regime=["d**2 <= n"],
    )
    assert (outcome.verdict, outcome.direction) == ("loose", "d -> oo, n = d**2")
