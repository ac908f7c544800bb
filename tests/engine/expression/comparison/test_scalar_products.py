"""The factors of a product, in groups that are numbers, and which of them are products with w."""

import pytest

from autograder.expression.comparison.scalar_products import ScalarProducts
from autograder.expression.render import plain
from autograder.expression.shape import infer_all

_TEXTS = {"w": "gaussian[d]", "a": "vector[d]", "b": "vector[d]", "M": "matrix[d,d]", "c": "real"}


@pytest.mark.parametrize(
    ("text", "groups", "directions"),
    [
        ("c*a.T*w", ["c", "a.T w"], ["a"]),
        ("w.T*a*c", ["w.T a", "c"], ["a"]),
        ("a.T*M*w*b.T*w", ["a.T M w", "b.T w"], ["(a.T*M).T", "b"]),
        ("(M*w).T*a*c", ["(M*w).T a", "c"], []),
        ("w.T*w*c", ["w.T w", "c"], []),
        ("a.T*b*c", ["a.T b", "c"], []),
        ("c*w*a.T*w", ["c", "w a.T w"], []),
        ("a.T*w*w", ["a.T w", "w"], ["a"]),
    ],
)
def test_factors_are_grouped_to_numbers(read, text, groups, directions):
    symbols, tree = read(_TEXTS, text)
    found = ScalarProducts("w", infer_all(tree, symbols)).factors(tree)
    assert [" ".join(map(plain, factors.nodes)) for factors in found] == groups
    assert [plain(f.direction) for f in found if f.direction is not None] == directions
