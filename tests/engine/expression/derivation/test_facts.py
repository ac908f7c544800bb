"""What a line may assume."""

from autograder.expression.derivation.facts import Meaning


def test_what_says_more_ranks_higher():
    assert Meaning.REAL.rank > Meaning.LINEAR.rank > Meaning.ANY.rank
    assert Meaning.REAL.rank > Meaning.SUBMULTIPLICATIVE.rank > Meaning.NORM.rank
