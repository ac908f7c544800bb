"""Which fact a student's words mean."""

import pytest

from autograder.expression.derivation.citing import cited_facts

NAMES = ("rows of B sum to one", "rows of C sum to one", "induction hypothesis", "linearity")


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("linearity", [{"linearity"}]),
        ("Linearity of E.", [{"linearity"}]),
        ("by induction-hypothesis", [{"induction hypothesis"}]),
        ("induction_hypothesis", [{"induction hypothesis"}]),
        ("hypothesis", [{"induction hypothesis"}]),
        ("rows of C", [{"rows of C sum to one"}]),
        ("linearity and the induction hypothesis", [{"induction hypothesis", "linearity"}]),
        ("sum to one", [{"rows of B sum to one"}, {"rows of C sum to one"}]),
        ("rows of B sum to 1", [{"rows of B sum to one"}]),
        ("Each row of C sums to one", [{"rows of C sum to one"}]),
        ("columns of C sum to one", []),
        ("rows of D sum to one", []),
        ("rows of B and C", []),
        ("instruction", []),
        ("linear", [{"linearity"}]),
        ("inductive hypotesis", [{"induction hypothesis"}]),
        ("algebra", []),
        ("by the", []),
        ("", []),
        ("…", []),
    ],
)
def test_words_mean_the_facts_that_they_can_mean(text, facts):
    """Each set is one meaning; an ambiguous abbreviation has several."""
    assert cited_facts(text, NAMES) == [frozenset(names) for names in facts]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("choice of lambda", "choice of λ"),
        ("choice of lam", "choice of λ"),
        ("Choice of Λ", "choice of lambda"),
        ("nonnegative entries", "entries of B and C are non-negative"),
        ("non negative", "entries of B and C are non-negative"),
        ("sub-multiplicativity", "submultiplicativity"),
        ("sub-multiplicative", "submultiplicativity"),
        ("norm eigenvalue identity", "norm-eigenvalue identity"),
        ("stationary", "stationarity"),
        ("density of N(0,I)", "density of N(0, I)"),
        ("by the density", "density of N(0, I)"),
        ("using the definition of the softmax", "definition of softmax_row"),
    ],
)
def test_a_name_may_be_spelled_in_other_ways(text, name):
    """As it is typed without Greek letters, with another hyphen, ending or slip."""
    assert cited_facts(text, [name, "gradient of the penalty"]) == [frozenset({name})]


@pytest.mark.parametrize("text", ["a" * 10**6, "- " * 10**5, "λ" * 10**5, "\ud800"])
def test_any_text_is_read(text):
    assert cited_facts(text, NAMES) == []


def test_an_exact_name_is_not_one_that_is_contained_in_it():
    assert cited_facts("weak law", ("law", "weak law")) == [frozenset({"weak law"})]
