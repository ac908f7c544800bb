"""Small changes to expressions."""

import pytest

from autograder.expression.comparison.edits import SLIPS, diagonalised, renamed, reordered, shifted
from autograder.expression.domain import parse_domain
from autograder.expression.near_misses import WORDING
from autograder.expression.render import plain
from autograder.expression.text import parse
from autograder.expression.tree import Node, are_identical


def test_exponents_limits_and_indices_are_shifted_one_at_a_time():
    texts = {plain(tree).replace(" ", "") for tree in shifted(parse("Sum(b**i*g[i],(i,1,t))"))}
    assert texts == {
        "Sum(b**(i+1)*g[i],(i,1,t))", "Sum(b**(i-1)*g[i],(i,1,t))",
        "Sum(b**i*g[i+1],(i,1,t))", "Sum(b**i*g[i-1],(i,1,t))",
        "Sum(b**i*g[i],(i,1+1,t))", "Sum(b**i*g[i],(i,1-1,t))",
        "Sum(b**i*g[i],(i,1,t+1))", "Sum(b**i*g[i],(i,1,t-1))",
    }  # fmt: skip


def test_nothing_to_shift_gives_nothing():
    assert list(shifted(parse("x + y*z"))) == []


def test_all_occurrences_of_a_symbol_are_renamed():
    tree = renamed(parse("x*sin(x) + y"), {"x": "z"})
    assert are_identical(tree, parse("z*sin(z) + y"))


def test_what_does_not_change_is_shared():
    tree = Node("add", "", (parse("u*v"), Node("symbol", "x")))
    assert renamed(tree, {"x": "y"}).children[0] is tree.children[0]


def test_the_factors_of_a_product_are_put_in_every_other_order():
    """Products of products are one product; other operations keep theirs apart."""
    texts = [plain(tree) for tree in reordered(parse("(x*y)*z + u"))]
    assert texts == ["x*z*y + u", "y*x*z + u", "y*z*x + u", "z*x*y + u", "z*y*x + u"]
    assert [plain(tree) for tree in reordered(parse("x*sin(y*z)"))] == [
        "x*sin(z*y)", "sin(y*z)*x",
    ]  # fmt: skip


def test_a_product_of_many_factors_keeps_its_order():
    assert list(reordered(parse("u*v*w*x*y*z"))) == []
    assert len(list(reordered(parse("u*v*w*x*y")))) == 119


def test_each_factor_becomes_a_diagonal_matrix_in_turn():
    found = [plain(edited) for edited in diagonalised(parse("c + W*v"))]
    assert found == ["c + diag(W)*v", "c + W*diag(v)"]


def test_what_repeats_a_vector_becomes_a_product_with_its_diagonal_matrix():
    """As rows or as columns, whichever of the two it is."""
    found = [plain(edited) for edited in diagonalised(parse("hadamard(v, U)"))]
    assert found == ["diag(v)*U", "U*diag(v.T)", "diag(U)*v", "v*diag(U.T)"]


SYMBOLS = {
    "V": parse_domain("matrix[d,d]"),
    "W": parse_domain("matrix[d,d]"),
    "A": parse_domain("matrix[d,r]"),
    "z": parse_domain("sequence[vector[d]]"),
    "t": parse_domain("natural"),
    "n": parse_domain("natural"),
    "x": parse_domain("real"),
}


def edited(tag, text, other=""):
    roots = (parse(each, SYMBOLS) for each in (text, other or text))
    return {plain(tree, symbols=SYMBOLS) for tree in SLIPS[tag](*roots, SYMBOLS)}


@pytest.mark.parametrize(
    ("tag", "text", "other", "found"),
    [
        ("off_by_one", "z[t] - z[t]", "", "z[t + 1] - z[t + 1]"),
        ("off_by_one", "z[t] - z[t]", "", "z[t] - z[t - 1]"),
        ("transposed_factor", "V*A", "", "V.T*A"),
        ("symbol", "V*z[t]", "W*z[t]", "W*z[t]"),
        ("symbol", "V*V", "V*W", "W*W"),
    ],
)
def test_an_expression_with_the_slip_is_among_them(tag, text, other, found):
    assert (found in edited(tag, text, other)) == (found != "W*W")


def test_a_factor_that_is_no_count_is_not_moved():
    assert edited("off_by_one", "t*x") == set()


def test_only_square_matrices_are_transposed():
    assert edited("transposed_factor", "A*x") == set()


def test_no_symbol_is_exchanged_for_one_that_swallows_the_expression():
    """Of Min(t, 2n) it would leave t, which explains nothing."""
    assert edited("symbol", "Min(t, 2*n)", "t") == set()


def test_a_symbol_alone_is_not_exchanged():
    assert edited("symbol", "t", "n") == set()


def test_every_slip_has_a_wording():
    assert SLIPS.keys() <= WORDING.keys()
