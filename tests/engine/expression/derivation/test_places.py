"""Where a chain stands at a line's ends, and which way it leads."""

import pytest

from autograder.expression.derivation.chain import Relation
from autograder.expression.derivation.places import (
    Expressions,
    Places,
    can_be,
    find_places,
    is_certain,
)
from autograder.expression.derivation.task import Task

SYMBOLS = dict.fromkeys("abcd", "real")


@pytest.fixture
def placed(world):
    """Find the places of a line from a to d in a chain of expressions in text."""
    made = world(SYMBOLS)

    def placed(*texts, meaningless=(), **options):
        expressions = Expressions([made.tree(text) for text in texts], meaningless, made.judge)
        task = Task(start=made.tree("a"), target=made.tree("d"), **options)
        return find_places(expressions, task)

    return placed


@pytest.mark.parametrize(
    ("texts", "backwards", "proof"),
    [
        (["a", "b", "d"], False, [1, 2]),
        (["d", "b", "a"], True, [1, 2]),
        (["a", "2*a - a", "b", "d", "c"], False, [2, 3]),
        (["c", "d", "b", "a", "c"], True, [2, 3]),
        (["b", "a", "d"], False, [2]),
        (["a", "b", "a", "b", "d"], False, [3, 4]),
        (["a", "d", "b", "d"], False, [1]),
        (["d", "b", "a", "b", "a"], True, [1, 2]),
        (["a", "b"], False, []),
        (["b", "a"], True, []),
        (["d", "b"], True, []),
        (["b", "d"], False, []),
        (["b", "c"], False, []),
        (["a"], False, []),
    ],
)
def test_a_proof_leads_from_one_end_to_the_other(placed, texts, backwards, proof):
    """It is as short as can be: what comes before and after is none of it."""
    found = placed(*texts)
    assert found.backwards is backwards
    assert list(found.proof(is_certain)) == proof


def test_a_limit_is_not_read_from_its_end(placed):
    assert not placed("d", "b", "a", relation=Relation.TENDS).backwards


def test_what_has_no_meaning_is_nowhere(placed):
    found = placed("a", "b", "d", meaningless={2})
    assert found.targets == (False, False, False)


def test_what_is_undecided_can_be_an_end():
    found = Places((True, None, None), (False, False, None), False)
    assert list(found.proof(is_certain)) == []
    assert list(found.proof(can_be)) == [2]
