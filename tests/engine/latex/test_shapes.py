"""Shapes choose between readings, give I and 1 their sizes, and refuse nothing."""

import pytest
from latex_readings import readings, refusal, understood

from autograder.latex.domains import domain
from autograder.latex.shapes import Shapes
from autograder.latex.term import Term, symbol

SYMBOLS = {
    "A": "matrix[m,k]", "S": "matrix[m,m]", "u": "vector[m]", "w": "vector[k]", "c": "real",
    "T": "natural", "m": "size", "k": "size", "h": ("sequence[vector[m]]", "h_{i}"),
    "t": "natural",
}  # fmt: skip


@pytest.mark.parametrize(
    ("tex", "meaning"),
    [
        ("u^T u", "u.T*u"),
        ("A^T u", "A.T*u"),
        ("c^T", "c**T"),
        (r"u^\top u", "u.T*u"),
        (r"u \cdot u", "u.T*u"),
        (r"\langle u, h_t\rangle", "u.T*h[t]"),
        (r"u \otimes w", "u*w.T"),
        (r"|u|", "norm(u)"),
        (r"|u|h_t", "norm(u)*h[t]"),
        (r"\operatorname{diag}(|u|)h_t", "diag(Abs(u))*h[t]"),
        (r"|u| \odot h_t", "hadamard(Abs(u), h[t])"),
        (r"|c|", "Abs(c)"),
        (r"\|u\|", "norm(u)"),
        (r"\|A\|", "norm2(A)"),
        ("I - S", "eye(m) - S"),
        ("(S + cI)u", "(S + c*eye(m))*u"),
        (r"\mathbf 1^\top u", "ones(m).T*u"),
        ("A' u", "A.T*u"),
    ],
)
def test_the_reading_whose_shapes_fit_is_meant(tex, meaning):
    assert readings(tex, SYMBOLS) == [meaning]


def test_where_no_reading_fits_the_first_is_kept_and_told():
    found = understood("A u", SYMBOLS)
    assert [one.value for one in found.readings] == [
        Term("mul", "", (symbol("A"), symbol("u")))
    ]  # fmt: skip
    assert any("shapes do not fit" in remark for remark in found.remarks)


def test_two_columns_side_by_side_are_refused_with_what_to_write():
    assert r"\odot" in refusal("u h_t", SYMBOLS)


def test_a_size_that_does_not_follow_is_asked_for():
    assert "I_{n}" in refusal("cI", SYMBOLS)


def test_a_square_of_a_column_is_that_of_each_entry_or_of_its_length():
    assert readings("u^2", SYMBOLS) == ["u**2", "u.T*u"]


def test_what_is_not_known_fits_everything():
    shapes = Shapes({"A": domain("matrix[m,k]"), "w": domain("vector[k]")})
    product = Term("mul", "", (symbol("A"), symbol("w")))
    assert shapes.is_column(product)
    assert not shapes.is_square(symbol("A"))
    assert not shapes.misfit(product)
    sum_of_both = Term("add", "", (symbol("A"), symbol("w")))
    assert shapes.misfit(sum_of_both) == "m×k and k×1 added"
