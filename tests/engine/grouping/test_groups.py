"""What a group says of its answers."""

from fractions import Fraction

from answered import expression, kept, names, verdict

from autograder.grading.answers import Fingerprint
from autograder.verdict import Understood, lost, pending


def test_a_group_has_the_answer_in_the_words_of_most(grouped):
    found = grouped(
        ann=kept(expression("2*x"), verdict(text="2*x")),
        ben=kept(expression("x + x"), verdict(text="x + x")),
        cleo=kept(expression("2*x"), verdict(text="2*x")),
    )
    (group,) = found.groups
    assert group.answer == "2*x"
    assert group.people == ("ann@x.edu", "ben@x.edu", "cleo@x.edu")


def test_what_was_lost_is_counted_and_what_waits_is_not(grouped):
    found = grouped(
        ann=kept(expression("x"), verdict("1")),
        ben=kept(expression("y"), verdict("1/2")),
        cleo=kept(expression("y"), verdict("0")),
        dan=kept(expression("y"), pending("undecided")),
    )
    wrong, right = found.groups
    assert wrong.shares == {Fraction(1, 2): 1, Fraction(0): 1}
    assert (wrong.lost, wrong.waiting, wrong.is_right) == (2, 1, False)
    assert (right.lost, right.is_right) == (0, True)
    assert (found.lost, found.waiting, found.is_right) == (2, 1, False)


def test_groups_are_put_together_by_hand_under_the_first_name(grouped):
    found = grouped(ann=expression("x"), ben=expression("y"), cleo=expression("n"))
    ids = [expression(text).exact for text in ("y", "n")]
    merged = found.merged([ids])
    assert names(merged) == [["ben", "cleo"], ["ann"]]
    assert merged.groups[0].id == ids[0]
    assert merged.groups[0].parts == tuple(ids)
    again = merged.merged([[ids[0], expression("x").exact]])
    assert names(again) == [["ben", "cleo", "ann"]]
    assert len(again.groups[0].parts) == 3


def test_a_group_that_nobody_is_in_any_more_is_passed_over(grouped):
    found = grouped(ann=expression("x"))
    assert found.merged([["value:gone", expression("x").exact], ["value:gone"], []]) == found


def test_a_group_can_be_named_by_each_of_its_fingerprints(grouped):
    rounded = expression("1.4142135623730951*x")
    found = grouped(ann=rounded, ben=expression("sqrt(2)*x"), cleo=expression("y"))
    assert len(found.groups) == 2
    assert found.named(rounded.exact) == found.named(expression("sqrt(2)*x").exact)
    (whole,) = found.merged([[expression("y").exact, rounded.exact]]).groups
    assert whole.id == expression("y").exact


def test_groups_that_look_alike_stand_beside_each_other(grouped):
    found = grouped(
        ann=expression("x", near="sign"),
        ben=expression("y", near="sign"),
        cleo=expression("2*y", near="factor"),
    )
    assert {near: len(groups) for near, groups in found.alike.items()} == {"sign": 2}


def test_messages_of_single_answers_are_not_held(grouped):
    (group,) = grouped(ann=kept(expression("x"), verdict(text="x"))).groups
    assert group.members[0].verdict.message == ""


def test_a_value_is_shown_as_it_was_read(grouped):
    value = Fingerprint(kind="value", exact="plain:1", content='["numbers", [2], ["1", "2.5"]]')
    assert grouped(ann=value).groups[0].answer == "[1, 2.5]"


def test_a_derivation_is_shown_with_its_marks(grouped):
    chain = Fingerprint(kind="derivation", exact="chain:1")
    wrong = lost("    a\n✗ = b\nStep 1 is wrong.", notes=("false",), understood=Understood("", ""))
    assert grouped(ann=kept(chain, wrong)).groups[0].answer == "    a\n✗ = b"
