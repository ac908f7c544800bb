"""How much of what was lost can be looked at together."""

from answered import expression, kept, verdict

from autograder.grouping.counts import GroupCounts, count
from autograder.verdict import pending


def test_each_lost_answer_is_counted_once(grouped):
    found = grouped(
        ann=kept(expression("x"), verdict("1")),
        ben=kept(expression("y"), verdict("0")),
        cleo=kept(expression("y"), verdict("1/2")),
        dan=kept(expression("2*y", near="factor"), verdict("0")),
        eve=kept(expression("3*y", near="factor"), verdict("0")),
        fay=kept(None, verdict("0")),
        gus=kept(expression("4*y"), verdict("0")),
        hal=kept(expression("5*y"), pending("undecided")),
    )
    counts = count([found])
    assert counts == GroupCounts(lost=6, alike=4, same=2, alone=1, waiting=1)
    assert str(counts) == (
        "6 lost: 2 (33.3 %) are the same as another, 4 (66.7 %) the same or look alike, "
        "1 (16.7 %) have nothing to be grouped by"
    )


def test_a_class_that_lost_nothing_has_no_shares():
    assert str(count([])).startswith("0 lost: 0 are")
