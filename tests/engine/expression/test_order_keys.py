"""Orders of growth that are the same have the same key."""

import pytest

from autograder.expression.domain import parse_domain
from autograder.expression.order_keys import order_key
from autograder.expression.premises import Premises
from autograder.expression.text import parse

SIZES = {name: parse_domain("size") for name in "ndr"}


def key(text, *regime):
    found = order_key(parse(text, SIZES), Premises(SIZES), regime=regime)
    return found and found.digest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("n**2*d", "3*d*n**2 + n*d"),
        ("n*d*(n + r)", "n*d*r + n**2*d"),
        ("n*log(n)", "n*log(2*n**3)"),
        ("sqrt(n)*sqrt(n)", "n + 5"),
        ("2**(n + 1)", "2**n"),
    ],
)
def test_the_same_order_in_other_words(one, other):
    assert key(one) == key(other) is not None


def test_what_is_outgrown_in_the_regime_does_not_count():
    assert key("n**2*d + n*d*r", "r <= n") == key("n**2*d", "r <= n") is not None
    assert key("n**2*d + n*d*r") != key("n**2*d")


def test_different_orders_have_different_keys():
    texts = ("n", "d", "n*d", "n + d", "n**2", "n*log(n)", "n/d", "1", "2**n", "3**n", "sqrt(n)")
    assert len({key(text) for text in texts}) == len(texts)


@pytest.mark.parametrize("text", ["0", "-n", "n - d", "x"])
def test_what_is_no_known_order_has_no_key(text):
    symbols = {**SIZES, "x": parse_domain("real")}
    assert order_key(parse(text, symbols), Premises(symbols)) is None


def test_sums_of_products_of_powers_are_told_apart_for_certain():
    """Others can have two keys: 1/n + 1/d is (n + d)/(n*d)."""
    normal = {
        text: order_key(parse(text, SIZES), Premises(SIZES)).is_normal
        for text in ("n**2*d + sqrt(r)", "n/d", "1", "1/(n + d)", "n*log(n)", "2**n")
    }
    assert [text for text, is_normal in normal.items() if is_normal] == [
        "n**2*d + sqrt(r)", "n/d", "1",
    ]  # fmt: skip
