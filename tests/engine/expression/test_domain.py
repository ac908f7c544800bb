"""Domains are read from text, and dimensions are compared as polynomials."""

import pytest

from autograder.expression.domain import Dimension, DomainError, parse_domain


@pytest.mark.parametrize(
    "text",
    [
        "real", "positive", "nonnegative", "unit", "natural", "integer", "size", "index[d]",
        "vector[d]", "matrix[n,d]", "symmetric[n]", "posdef[n]", "sequence[real]",
        "sequence[vector[d]]", "sequence[matrix[n,d]]", "function", "positive_function",
        "gaussian", "gaussian[d]", "matrix[3,4]", "probability", "distribution[k]", "one_hot[k]",
        "permutation[n]", "orthogonal[n]", "integers[0,1]", "integers[-3,-1]", "integers[0,T-1]",
        "integers[-n,2*n]", "sequence[one_hot[k]]", "sequence[integers[0,7]]",
    ],
)  # fmt: skip
def test_a_domain_is_written_as_it_was_read(text):
    assert str(parse_domain(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "", "reals", "vector", "vector[]", "vector[d,e]", "matrix[n]", "real[d]", "sequence",
        "sequence[function]", "sequence[sequence[real]]", "vector[d/2]", "vector[0]", "vector[-1]",
        "vector[99999]", "integers", "integers[3]", "integers[2,1]", "integers[T,T-1]",
        "distribution", "one_hot[0]", "orthogonal[n,n]", "probability[d]", "integers[0,1/2]",
        "vector[d", "vector[2d]", "matrix[n,]", "vector[d**2]",
        "sequence[" * 50 + "real" + "]" * 50, "vector[" + "+".join("abc" * 300) + "]",
    ],
)  # fmt: skip
def test_what_is_no_domain_is_refused(text):
    with pytest.raises(DomainError):
        parse_domain(text)


def test_spaces_do_not_matter():
    assert parse_domain(" matrix[ n , h * d ] ") == parse_domain("matrix[n,h*d]")


def test_dimensions_are_equal_as_polynomials():
    assert parse_domain("matrix[h*d+1,2*n]") == parse_domain("matrix[1+d*h,n+n]")
    assert parse_domain("vector[d]") != parse_domain("vector[1]")


def test_a_domain_knows_its_dimension_names():
    assert parse_domain("sequence[matrix[n,h*d+1]]").dimension_names == {"n", "h", "d"}
    assert parse_domain("unit").dimension_names == frozenset()


def test_a_dimension_has_a_value_once_its_names_have():
    rows, columns = parse_domain("matrix[h*d-1,5]").dimensions
    assert rows.at({"h": 3, "d": 4}) == 11
    assert rows.number is None
    assert columns.number == 5


def test_dimensions_are_added_and_multiplied():
    d, one = Dimension.of("d"), Dimension.of(1)
    assert (d + one) * (d + -one) == d * d + -one
    assert (d + -d).number == 0
    assert str(d * d + -one) == "d*d-1"


def test_a_dimension_stays_small():
    total = Dimension.of("a") + Dimension.of("b") + Dimension.of("c")
    square = total * total * total * total
    with pytest.raises(DomainError, match="too complicated"):
        square * square * square


def test_shapes_are_those_of_what_a_domain_holds():
    column, square, number = (
        parse_domain(text).shape for text in ("vector[k]", "matrix[k,k]", "real")
    )
    for kind, shape in (("distribution", column), ("one_hot", column), ("permutation", square),
                        ("orthogonal", square)):  # fmt: skip
        assert parse_domain(f"{kind}[k]").shape == shape
    assert parse_domain("integers[0,k]").shape == parse_domain("probability").shape == number
    assert parse_domain("integers[0,k]").dimension_names == {"k"}
