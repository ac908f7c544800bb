"""Formulas as notes, papers and students write them, with meanings written down before."""

import pytest

from corpus import FOLDER, items, outcome_of

FORMULAS = [item for path in sorted(FOLDER.glob("*.jsonl")) for item in items(path)]


def test_the_corpus_is_there():
    """At least four hundred formulas, and each has a name of its own."""
    assert len({item.id for item in FORMULAS}) == len(FORMULAS)


@pytest.mark.parametrize("item", FORMULAS, ids=lambda item: item.id)
def test_a_formula_is_read_as_it_is_meant(item):
    """What can be read in one way is; what cannot be read is refused."""
    outcome = outcome_of(item)
    assert outcome.kind == "meant", f"{item.tex}: {outcome.said}"
