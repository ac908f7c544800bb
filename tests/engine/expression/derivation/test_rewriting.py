"""Recipes in the place of symbols, items and derivatives."""

import pytest

from autograder.expression.derivation.rewriting import (
    RuleError,
    apart,
    composed,
    read_rule,
    rewritten,
)
from autograder.expression.render import plain
from autograder.expression.text import parse
from autograder.expression.tree import free_symbols


def rules(*recipes, raw=()):
    read = [read_rule(parse(pattern), parse(body)) for pattern, body in recipes]
    return composed(read, {name: f"{name}_raw" for name in raw})


def applied(text, *recipes, raw=()):
    return plain(rewritten(parse(text), rules(*recipes, raw=raw)))


def test_a_symbol_is_replaced_by_what_it_is_made_of():
    assert applied("x + y", ("x", "2*z")) == "2*z + y"


def test_the_name_itself_in_its_recipe_is_the_thing_without_the_fact():
    assert applied("C*v", ("C", "C/norm2(C)"), raw=["C"]) == "C_raw/norm2(C_raw)*v"


def test_an_item_is_replaced_at_its_own_index():
    assert applied("h[t - 1] + h[3]", ("h[i]", "i*g[i]")) == "(t - 1)*g[t - 1] + 3*g[3]"


def test_the_values_of_a_derivative_are_replaced_and_those_of_the_function_are_not():
    text = applied("D(s)(2*x) + s(x) + D(D(s))(x)", ("D(s)(u)", "c*u"))
    assert text == "c*(2*x) + s(x) + D(D(s))(x)"


def test_of_two_recipes_for_one_symbol_the_later_is_made_of_the_earlier():
    """First squared, then halved."""
    assert applied("x", ("x", "x**2"), ("x", "x/2"), raw=["x"]) == "x_raw**2/2"


def test_recipes_may_speak_of_what_others_make_in_any_order():
    once = applied("a", ("a", "b + 1"), ("b", "c + 2"))
    assert once == applied("a", ("b", "c + 2"), ("a", "b + 1")) == "c + 2 + 1"


def test_recipes_in_a_circle_are_an_error():
    with pytest.raises(RuleError, match="circle"):
        applied("a", ("a", "b"), ("b", "a"))


@pytest.mark.parametrize("pattern", ["x + y", "h[1]", "s(2*x)", "3"])
def test_a_pattern_is_a_symbol_an_item_or_a_value_of_a_function(pattern):
    with pytest.raises(RuleError):
        read_rule(parse(pattern), parse("z"))


def test_no_recipe_is_caught_by_a_sum_that_counts_with_the_same_letter():
    """In Σ_k x the x that stands for k is the question's k, not the index."""
    root = rewritten(apart(parse("Sum(x, (k, 1, 3))"), ""), rules(("x", "k")))
    assert free_symbols(root) == {"k"}


def test_sums_within_sums_keep_their_own_indices():
    root = apart(parse("Sum(Sum(k, (k, 1, k)), (k, 1, n))"), "")
    outer = root.name
    inner = root.children[0]
    assert inner.name != outer
    assert inner.children[0].name == inner.name
    assert inner.children[2].name == outer
