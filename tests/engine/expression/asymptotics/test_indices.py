"""Within a sum its index is at most its end; elsewhere nothing is known of the name."""

import pytest

from autograder.expression.asymptotics.indices import Regimes
from autograder.expression.asymptotics.monomials import Monomial
from autograder.expression.asymptotics.regime import Regime
from autograder.expression.text import parse

INDEX, END = Monomial.of("symbol", "i"), Monomial.of("symbol", "n")


def regime_of_body(text):
    root = parse(text)
    total = root if root.operation in ("sum", "product") else root.children[-1]
    return Regimes(root, Regime()).of(total.children[0])


@pytest.mark.parametrize("text", ["Sum(i, (i, 1, n))", "Product(i, (i, 2, n))"])
def test_an_index_is_at_most_its_end(text):
    assert regime_of_body(text).at_most(INDEX, END)
    assert not Regime().at_most(INDEX, END)


def test_it_is_at_most_what_the_end_of_an_outer_index_is():
    assert regime_of_body("Sum(Sum(i, (i, 1, j)), (j, 1, n))").at_most(INDEX, END) is False
    inner = parse("Sum(Sum(i*j, (i, 1, j)), (j, 1, n))")
    assert Regimes(inner, Regime()).of(inner.children[0].children[0]).at_most(INDEX, END)


@pytest.mark.parametrize(
    "text",
    [
        "i + Sum(i, (i, 1, n))",  # a size of that name besides
        "Sum(i, (i, 1, m)) + Sum(i, (i, 1, n))",  # two ends
        "Sum(i, (i, 1, n + 1))",  # no product of sizes
        "Sum(i, (i, 1, 2*n))",
    ],
)
def test_where_the_name_means_something_else_nothing_is_known(text):
    assert not regime_of_body(text).at_most(INDEX, END)
