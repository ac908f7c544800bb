"""Which fact a student's words mean."""

import pytest

from autograder.expression.derivation.facts import Meaning, cited_facts

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
        ("algebra", []),
        ("", []),
        ("…", []),
    ],
)
def test_words_mean_the_facts_that_they_can_mean(text, facts):
    """Each set is one meaning; an ambiguous abbreviation has several."""
    assert cited_facts(text, NAMES) == [frozenset(names) for names in facts]


def test_an_exact_name_is_not_one_that_is_contained_in_it():
    assert cited_facts("weak law", ("law", "weak law")) == [frozenset({"weak law"})]


def test_what_says_more_ranks_higher():
    assert Meaning.REAL.rank > Meaning.LINEAR.rank > Meaning.ANY.rank
    assert Meaning.REAL.rank > Meaning.SUBMULTIPLICATIVE.rank > Meaning.NORM.rank
