"""One line of a comparison."""

import json
from random import Random

import pytest

from autograder.comparing.line import MAX_LINE, answer, refusal
from autograder.expression.arithmetics.field import random_prime


def verdict(**line):
    return json.loads(answer(json.dumps({"id": "q", **line})))


def equal(expected, submitted, **symbols):
    return verdict(kind="equal", expected=expected, submitted=submitted, symbols=symbols)


SIZES = {"h": "size", "n": "size", "d": "size", "r": "size"}


def grown(expected, submitted, *regime):
    return verdict(
        kind="growth", expected=expected, submitted=submitted, symbols=SIZES, regime=[*regime]
    )


def test_equal_expressions_are_equal_with_a_bound():
    result = equal(
        "inv(A + U*V)",
        "inv(A) - inv(A)*U*inv(eye(k) + V*inv(A)*U)*V*inv(A)",
        A="matrix[n,n]", U="matrix[n,k]", V="matrix[k,n]",
    )  # fmt: skip
    assert result.keys() == {"id", "verdict", "bound"}
    assert (result["id"], result["verdict"]) == ("q", "equal")
    assert result["bound"]


def test_different_expressions_come_with_a_witness_and_both_values():
    result = equal("x - y", "y - x", x="real", y="real")
    assert (result["verdict"], result["note"]) == ("different", "sign")
    witness = result["witness"]
    assert witness.keys() == {"x", "y", "expected", "submitted"}


def test_no_line_can_be_written_for_the_prime_that_it_is_compared_by():
    """The prime follows from the line: one that was seen elsewhere is of no use."""
    prime = random_prime(Random(0))
    assert equal("x", f"x + {prime}*x**2", x="real")["verdict"] == "different"


def test_a_factor_is_noted_with_the_constant():
    result = equal("x", "2*x", x="real")
    assert (result["verdict"], result["note"]) == ("different", "factor")
    assert "2" in result["detail"]


def test_a_growth_of_the_same_order_is_theta_with_its_dominated_term():
    result = grown("h*(n*d**2 + n*d*r + n**2*d)", "h*n*d**2 + n*d*r + h*n**2*d", "r <= d")
    assert result == {"id": "q", "verdict": "theta", "note": "dominated term: n*d*r"}


def test_several_dominated_terms_are_listed():
    assert grown("n**2", "n**2 + n + 1")["note"] == "dominated terms: n, 1"


def test_a_growth_that_is_no_bound_comes_with_a_direction():
    result = grown("h*n*d", "n*d")
    assert result == {"id": "q", "verdict": "not_bound", "direction": "h -> oo, n = d = 1"}


def test_an_undecided_growth_says_why():
    result = grown("n", "n*sin(n)")
    assert result["verdict"] == "unknown"
    assert "`sin`" in result["reason"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ({"expected": "x)", "submitted": "x"}, "expected: `)` cannot stand here"),
        ({"expected": "x", "submitted": "2x"}, "submitted: expected an operator"),
        ({"expected": "x", "submitted": "y"}, "submitted: y is no symbol"),
        (
            {"expected": "x", "submitted": "1e99999*x"},
            "submitted: the exponent of `1e99999` is too large (at character 1)",
        ),
        ({"expected": "y", "submitted": "x"}, "expected: y is no symbol"),
        ({"expected": "x", "submitted": "x", "symbols": {"x": "reel"}}, "symbols: x: `reel`"),
        ({"expected": "x", "submitted": "x", "kind": "same"}, "no line to compare: Invalid enum"),
        ({"expected": "x"}, "no line to compare: Object missing required field `submitted`"),
        ({"expected": "x", "submitted": 3}, "no line to compare: Expected `str`, got `int`"),
        ({"expected": "x", "submitted": "x", "kind": "growth"}, "symbols that are no sizes: x"),
        (
            {"expected": "n", "submitted": "n", "kind": "growth", "symbols": SIZES,
             "regime": ["n"]},
            "`n` is no inequality",
        ),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_compared_is_an_error_with_its_id(line, reason):
    result = verdict(**{"kind": "equal", "symbols": {"x": "real"}, **line})
    assert (result["id"], result["verdict"]) == ("q", "error")
    assert result["reason"].startswith(reason)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{",
        '{"id": [1]}',
        "\udcff",
        '{"id": "\ud800"}',
        "[" * 200_000,
        '{"id":' * 100_000,
        '{"id": 1, "kind": "equal"}' + " " * MAX_LINE,
    ],
)
def test_what_is_no_line_is_an_error_too(text):
    result = answer(text)
    assert "\n" not in result
    assert json.loads(result)["verdict"] == "error"
    assert len(result) < 1_000


def test_the_id_is_any_value_and_comes_back_as_it_was():
    line = {"kind": "equal", "expected": "1", "submitted": "1"}
    for identifier in ("ä", 7, 1.5, None, True, [1, ["a"]], {"row": 3, "of": {}}, 10**40, "a\nb"):
        assert json.loads(answer(json.dumps({**line, "id": identifier})))["id"] == identifier
        refused = json.loads(answer(json.dumps({"id": identifier})))
        assert (refused["id"], refused["verdict"]) == (identifier, "error")


@pytest.mark.parametrize("written", ["1.50", "1e400", "-0", '"\\u00e4"'])
def test_the_id_is_not_written_anew(written):
    line = f'{{"id": {written}, "kind": "equal", "expected": "1", "submitted": "1"}}'
    assert answer(line).startswith(f'{{"id": {written}, "verdict": "equal"')


def test_an_id_on_several_lines_comes_back_on_one():
    line = '{"id": [1,\n\r2], "kind": "equal", "expected": "1", "submitted": "1"}'
    assert answer(line).startswith('{"id": [1,  2], ')


def test_keys_that_mean_nothing_here_are_left_alone():
    assert verdict(kind="equal", expected="1", submitted="1", truth="equal")["verdict"] == "equal"


def test_a_refusal_keeps_the_id_of_the_line():
    assert json.loads(refusal('{"id": 3, "kind": 5}', "unknown", "too long")) == {
        "id": 3, "verdict": "unknown", "reason": "too long",
    }  # fmt: skip
    assert json.loads(refusal("{", "error", "none"))["id"] is None


# ----------------------------------------------------------------- what a question states

_STEPS = {"A": "sequence[matrix[d,d]]", "T": "natural", "t": "natural"}


@pytest.mark.parametrize("key", ["where", "regime"])
def test_an_order_of_numbers_is_stated_in_either_way(key):
    line = {
        "kind": "equal", "expected": "Product(A[k], (k, T, t+1))", "symbols": _STEPS,
        "submitted": "A[T]*Product(A[k], (k, T-1, t+1))",
    }  # fmt: skip
    assert verdict(**line)["verdict"] == "error"
    assert "nothing states the order of T and t + 1" in verdict(**line)["reason"]
    assert verdict(**line, **{key: ["t <= T"]})["verdict"] == "equal"


@pytest.mark.parametrize(
    ("where", "expected", "submitted", "result"),
    [
        (["q = 1 - p"], "p*q", "p - p**2", "equal"),
        (["q = 1 - p"], "p*q", "p", "different"),
        (["h[t] = W*h[t-1]"], "h[t]", "W*h[t-1]", "equal"),
        (["h[t] = W*h[t-1]"], "h[t]", "W*h[t]", "different"),
        (["p <= q"], "Min(p, q)", "p", "equal"),
        (["p + q = 1"], "p", "p", "error"),
        (["h[t+1] = W*h[t]"], "p", "p", "error"),
        (["p <"], "p", "p", "error"),
        (["exp(p) <= 2"], "p", "p", "error"),
        (["q = r"], "p", "p", "error"),
    ],
)
def test_symbols_are_tied_by_a_statement(where, expected, submitted, result):
    symbols = {
        "p": "probability", "q": "probability", "h": "sequence[vector[d]]", "W": "matrix[d,d]",
        "t": "natural",
    }  # fmt: skip
    found = verdict(
        kind="equal", expected=expected, submitted=submitted, symbols=symbols, where=where
    )
    assert found["verdict"] == result


def test_an_order_of_growth_has_a_regime_and_no_statement():
    found = verdict(kind="growth", expected="n", submitted="n", symbols=SIZES, where=["n <= d"])
    assert found["verdict"] == "error"
    assert "regime" in found["reason"]


def test_the_entries_of_a_distribution_sum_to_one():
    found = equal(
        "softmax_col(z) - y", "sum(y)*softmax_col(z) - y", z="vector[k]", y="distribution[k]"
    )
    assert found["verdict"] == "equal"


def in_latex(submitted, expected="x/(2*t)", **line):
    symbols = {"x": "real", "t": "natural"}
    return verdict(
        kind="equal",
        expected=expected,
        submitted=submitted,
        symbols=symbols,
        syntax="latex",
        **line,
    )


def test_a_formula_in_latex_is_compared_with_a_text():
    assert in_latex(r"\frac{x}{2t}")["verdict"] == "equal"
    assert in_latex(r"\frac{2x}{t}")["verdict"] == "different"
    assert in_latex(r"\frac{\xi}{2t}", tex={"x": r"\xi"})["verdict"] == "equal"
    assert in_latex(r"v = \frac{x}{2t}", name="v")["verdict"] == "equal"
    assert in_latex(r"\sum_i x", "x*t", range={"i": [1, "t"]})["verdict"] == "equal"


def test_the_reading_that_is_right_counts_and_is_named():
    right, also = in_latex("x/2t"), in_latex("x/2t", "x*t/2")
    assert (right["verdict"], also["verdict"]) == ("equal", "equal")
    assert right["reading"] != also["reading"]
    wrong = in_latex("x/2t", "x + t")
    assert wrong["verdict"] == "different"
    assert wrong["reading"]


def test_the_expected_side_is_a_text_unless_the_line_says_so():
    assert in_latex(r"\frac{x}{2t}", r"\frac{x}{2t}")["verdict"] == "error"
    line = {"expected_syntax": "latex"}
    assert in_latex(r"\frac{x}{2t}", r"\frac{x}{2t}", **line)["verdict"] == "equal"
    told = in_latex(r"\frac{x}{2t}", "x/2t", **line)
    assert told["verdict"] == "error"
    assert told["reason"].startswith("expected: it can be read in several ways")


def test_orders_of_growth_are_compared_in_latex_too():
    line = {"kind": "growth", "symbols": SIZES, "expected": "n*d", "syntax": "latex"}
    assert verdict(**line, submitted=r"O(n d)")["verdict"] == "theta"
    assert verdict(**line, submitted=r"O(n^2 d)")["verdict"] == "loose"


def test_what_cannot_be_read_and_notations_of_nothing_are_errors():
    told = in_latex("q")
    assert told["verdict"] == "error"
    assert told["reason"].startswith("submitted: ")
    assert in_latex("x", tex={"z": "z"})["reason"] == "tex: z is none of the symbols"
