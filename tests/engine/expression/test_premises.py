"""What a question says of its symbols, and a second copy of some of them."""

import pytest

from autograder.expression.decide import Definition
from autograder.expression.domain import parse_domain
from autograder.expression.premises import Premises
from autograder.expression.text import parse
from autograder.expression.tree import free_symbols

SYMBOLS = {
    name: parse_domain(text)
    for name, text in {
        "y": "sequence[vector[d]]", "h": "sequence[vector[d]]", "k": "sequence[vector[d]]",
        "W": "matrix[d,d]", "b": "unit", "q": "unit", "p": "unit", "t": "natural", "T": "natural",
    }.items()
}  # fmt: skip
PREMISES = Premises(
    SYMBOLS,
    [
        Definition("y", "t", parse("W*h[t] + b*y[t - 1]", SYMBOLS)),
        Definition("k", "t", parse("b**t*y[t]", SYMBOLS)),
    ],
    [parse("t <= T", SYMBOLS)],
    {"q": parse("1 - p", SYMBOLS)},
    seed=3,
)


@pytest.mark.parametrize(
    ("names", "primed"),
    [
        ({"T"}, {"T"}),
        ({"t"}, {"t"}),
        ({"h"}, {"h", "y", "k"}),
        ({"y"}, {"h", "y", "k"}),
        ({"k"}, {"h", "y", "k"}),
        ({"W"}, {"W", "y", "k"}),
        ({"q"}, {"q", "p"}),
        ({"p"}, {"q", "p"}),
    ],
)
def test_second_names_go_to_all_that_varies_with_a_symbol(names, primed):
    """With a sequence those vary that it is made of; a sequence's index is no symbol."""
    assert PREMISES.primes(names) == {name: name + "′" for name in primed}


def test_the_same_is_said_of_the_copies():
    doubled = PREMISES.doubled(PREMISES.primes({"y", "t", "q"}))
    assert {name: doubled.symbols[name + "′"] for name in "yhktqp"} == {
        name: SYMBOLS[name] for name in "yhktqp"
    }
    said = [(item.sequence, free_symbols(item.body)) for item in doubled.definitions[2:]]
    assert said == [("y′", {"W", "h′", "b", "y′", "t"}), ("k′", {"b", "y′", "t"})]
    assert [free_symbols(condition) for condition in doubled.conditions] == [
        {"t", "T"},
        {"t′", "T"},
    ]
    assert {name: free_symbols(body) for name, body in doubled.ties.items()} == {
        "q": {"p"}, "q′": {"p′"},
    }  # fmt: skip
    assert doubled.seed == 3


def test_more_symbols_leave_what_is_said_as_it_is():
    more = PREMISES.with_symbols({"x": parse_domain("real")})
    assert {*more.symbols} == {*SYMBOLS, "x"}
    assert (more.definitions, more.ties) == (PREMISES.definitions, PREMISES.ties)
