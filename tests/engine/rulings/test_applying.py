"""Rulings on a class: what applies to whom, what does not, and what follows from it."""

from dataclasses import replace
from fractions import Fraction

import pytest

from autograder.grading.ledger import settle
from autograder.records.people import Person
from autograder.rulings.applying import RULED, absent, apply, ruled_results
from autograder.rulings.reading import parse_rulings
from autograder.verdict import State, earned, lost, pending

HALF = 'share = "half"\ntext = "Half of it."'
UNDECIDED = pending("no end", understood=None)


@pytest.fixture
def rule(lines, numbers):
    """Apply the text of rulings to submissions."""

    def rule(text, *submissions):
        rulings = parse_rulings(f'by = "Mia"\n{text}', "r.toml", numbers)
        return apply(rulings, submissions, lines)

    return rule


def ruling(line, whom, worth=HALF, *more):
    return "\n".join(("[[ruling]]", f'line = "{line}"', whom, worth, *more)) + "\n"


def texts(ruled):
    return [unruled.told() for unruled in ruled.unruled]


def shares(ruled, number="1.mean"):
    return {name: verdicts[number].share for name, verdicts in ruled.verdicts.items()}


FOR_ANN = 'for = ["ann@x.edu"]'


def test_a_ruling_wins_over_the_grader(rule, kept, handed_in):
    ann = handed_in("ann", **{"1_mean": kept("e1", lost("No.", notes=("sign",), review="at 2"))})
    bob = handed_in("bob", **{"1_mean": kept("e1")})
    ruled = rule(ruling("1.mean", FOR_ANN, HALF, "on = 2026-11-30"), ann, bob)
    [verdict] = ruled.verdicts["submission_ann"].values()
    assert (verdict.state, verdict.share) == (State.PARTIAL, Fraction(1, 2))
    assert (verdict.message, verdict.notes) == ("Half of it.", (RULED, "sign"))
    assert verdict.review == (
        "ruled by Mia on 2026-11-30 (r.toml:2); the grader had: failed, nothing: at 2"
    )
    assert list(ruled.verdicts) == ["submission_ann"]
    assert (ruled.unruled, ruled.applied) == ((), {0: 1})


@pytest.mark.parametrize(
    ("share", "state", "notes", "message"),
    [
        ("all", State.PASSED, (RULED,), ""),
        ("half", State.PARTIAL, (RULED, "sign"), "A person has decided this line."),
        ("nothing", State.FAILED, (RULED, "sign"), "A person has decided this line."),
    ],
)
@pytest.mark.parametrize("verdict", [earned(notes=("sign",)), lost("No.", notes=("sign",))])
def test_every_share_is_a_verdict(rule, kept, handed_in, share, state, notes, message, verdict):
    ann = handed_in("ann", **{"1_mean": kept("e1", verdict)})
    ruled = rule(ruling("1.mean", FOR_ANN, f'share = "{share}"'), ann)
    found = ruled.verdicts["submission_ann"]["1.mean"]
    assert (found.state, found.notes, found.message) == (state, notes, message)


@pytest.mark.parametrize(
    "name", ["ann@x.edu", "ANN@X.EDU", " ann@x.edu ", "003-ann", "submission_ann"]
)
def test_whom_it_is_for_can_be_said_in_several_ways(rule, kept, handed_in, name):
    ann = handed_in("ann", **{"1_mean": kept("e1")})
    assert shares(rule(ruling("1.mean", f'for = ["{name}"]'), ann)) == {"submission_ann": 0.5}


def test_a_name_as_it_is_spoken_and_a_misspelt_one_are_nobodys(rule, kept, handed_in):
    ann = handed_in("ann", **{"1_mean": kept("e1")})
    ruled = rule(ruling("1.mean", 'for = ["Ann", "an@x.edu"]'), ann)
    assert ruled.verdicts == {}
    assert texts(ruled) == [
        "r.toml:2: 1.mean: nobody is called 'Ann' here (did you mean ann@x.edu?)",
        "r.toml:2: 1.mean: nobody is called 'an@x.edu' here (did you mean ann@x.edu?)",
    ]


def test_a_groups_answer_is_ruled_for_all_of_it(rule, kept, handed_in):
    pair = handed_in("ann bob", **{"1_mean": kept("e1")})
    both = rule(ruling("1.mean", 'for = ["ann@x.edu", "bob@x.edu"]'), pair)
    one = rule(ruling("1.mean", FOR_ANN), pair)
    assert shares(one) == shares(both) == {"submission_ann_bob": 0.5}
    assert both.applied == {0: 1}
    assert both.unruled == one.unruled == ()


def test_all_answers_that_are_the_same_are_ruled_but_for_some(rule, kept, handed_in):
    of = {name: handed_in(name, **{"1_mean": kept(e, digest=name)})
          for name, e in (("ann", "e1"), ("bob", "e1"), ("cid", "e2"), ("dan", "e1"))}  # fmt: skip
    ruled = rule(ruling("1.mean", 'answer = "e1"\nexcept = ["dan@x.edu"]'), *of.values())
    assert shares(ruled) == {"submission_ann": 0.5, "submission_bob": 0.5}
    assert ruled.given_for == {0: ("ann", "bob")}
    assert ruled.unruled == ()


def test_an_answer_may_be_known_by_several_fingerprints(rule, kept, handed_in):
    class_ = [handed_in(name, **{"1_mean": kept(e)}) for name, e in (("ann", "e1"), ("bob", "e2"))]
    ruled = rule(ruling("1.mean", 'answer = ["e1", "e2"]'), *class_)
    assert shares(ruled) == {"submission_ann": 0.5, "submission_bob": 0.5}


def test_without_a_fingerprint_the_code_says_what_is_the_same(rule, kept, handed_in):
    ann, bob = (handed_in(name, **{"1_mean": kept(digest=d)})
                for name, d in (("ann", "d1"), ("bob", "d2")))  # fmt: skip
    assert shares(rule(ruling("1.mean", 'answer = "d1"'), ann, bob)) == {"submission_ann": 0.5}


def test_groups_that_were_put_together_are_one(rule, kept, handed_in):
    ann, bob = (handed_in(name, **{"1_mean": kept(e, digest=name)})
                for name, e in (("ann", "e1"), ("bob", "e2")))  # fmt: skip
    same = '[[same]]\nline = "1.mean"\ngroups = ["e2", "e1"]\n'
    ruled = rule(ruling("1.mean", 'answer = "e1"') + same, ann, bob)
    assert shares(ruled) == {"submission_ann": 0.5, "submission_bob": 0.5}
    given = 'given_for = ["ann"]'
    later = rule(ruling("1.mean", 'answer = "e1"', HALF, given) + same, ann, bob)
    assert shares(later) == {"submission_ann": 0.5}
    assert texts(later)[0].startswith("r.toml:2: 1.mean of submission_bob: the ruling was given")


def test_a_text_about_a_clause_that_there_is_not_is_told(rule, kept, handed_in):
    ann = handed_in("ann", **{"1_mean": kept("e1")})
    text = 'share = "half"\ntext = "{points:values} of {points}"'
    ruled = rule(f'[[ruling]]\nline = "1.mean"\nfor = ["ann@x.edu"]\n{text}\n', ann)
    assert shares(ruled) == {"submission_ann": 0.5}
    (told,) = texts(ruled)
    assert "no clause is called 'values'" in told


def test_a_group_that_is_nobodys_is_told(rule, kept, handed_in):
    ann = handed_in("ann", **{"1_mean": kept("e1")})
    ruled = rule('[[same]]\nline = "1.mean"\ngroups = ["e1", "e9"]\n', ann)
    (text,) = texts(ruled)
    assert "no answer here is 'e9'" in text


def test_who_is_not_graded_yet_is_told_and_not_ruled(rule, handed_in):
    ruled = rule(ruling("1.mean", FOR_ANN), handed_in("ann", state="not graded"))
    assert (shares(ruled), ruled.given_for) == ({}, {})
    (text,) = texts(ruled)
    assert "has not been graded yet" in text


def test_an_answer_that_was_handed_in_since_is_told_and_not_ruled(rule, kept, handed_in):
    given = 'given_for = ["d1"]'
    for whom in (FOR_ANN, 'answer = "e1"'):
        text = ruling("1.mean", whom, HALF, given)
        before = handed_in("ann", **{"1_mean": kept("e1", digest="d1")})
        assert shares(rule(text, before)) == {"submission_ann": 0.5}
        since = handed_in("ann", **{"1_mean": kept("e1", digest="d2")})
        ruled = rule(text, since)
        assert (ruled.verdicts, ruled.applied) == ({}, {})
        [told] = texts(ruled)
        assert told.startswith(
            "r.toml:2: 1.mean of submission_ann: the ruling was given for another"
        )


def test_an_answer_that_is_grouped_differently_by_now_is_told_and_not_ruled(rule, kept, handed_in):
    moved = handed_in("ann", **{"1_mean": kept("e9", digest="d1")})
    ruled = rule(ruling("1.mean", 'answer = "e1"', HALF, 'given_for = ["d1"]'), moved)
    assert ruled.verdicts == {}
    [told] = texts(ruled)
    assert "which is not counted among these any more" in told


def test_a_line_that_was_not_graded_yet_is_not_ruled(rule, kept, handed_in):
    """Else the ruling would be given for nothing, and not for what is there."""
    ann = handed_in("ann", **{"1_next": kept("e1")})
    ruled = rule(ruling("1.mean", FOR_ANN), ann)
    assert (ruled.verdicts, ruled.given_for) == ({}, {})
    assert "the line has not been graded yet" in texts(ruled)[0]


def test_a_ruling_that_nothing_fits_is_told(rule, kept, handed_in):
    ann = handed_in("ann", **{"1_mean": kept("e1")})
    assert texts(rule(ruling("1.mean", 'answer = "e7"'), ann)) == [
        "r.toml:2: 1.mean: nobody's answer is the one that the ruling is about"
    ]


def test_of_two_that_contradict_both_are_named_and_neither_applies(rule, kept, handed_in):
    ann = handed_in("ann", **{"1_mean": kept("e1")})
    for other in (HALF.replace("half", "all"), HALF.replace("Half of it.", "Part of it.")):
        ruled = rule(ruling("1.mean", FOR_ANN) + ruling("1.mean", 'answer = "e1"', other), ann)
        assert (ruled.verdicts, ruled.applied, ruled.given_for) == ({}, {}, {})
        [told] = texts(ruled)
        assert told == (
            "r.toml:2: 1.mean of submission_ann: r.toml:7 says something else of it: neither "
            "applies"
        )
    same = rule(ruling("1.mean", FOR_ANN) + ruling("1.mean", 'answer = "e1"'), ann)
    assert (shares(same), same.unruled) == ({"submission_ann": 0.5}, ())


def test_a_remark_moves_everyone_who_has_it(rule, kept, handed_in):
    class_ = [handed_in(name, **{"1_mean": kept(f"e {name}")}) for name in ("ann", "bob")]
    rulings = "".join(
        ruling("1.mean", f'for = ["{name}@x.edu"]', 'remark = "r"') for name in ("ann", "bob")
    )
    for share in ("1/3", "2/3"):
        ruled = rule(f'[remarks.r]\nshare = "{share}"\n{rulings}', *class_)
        assert set(shares(ruled).values()) == {Fraction(share)}


def test_who_handed_in_nothing_can_be_ruled_on(rule, lines):
    eve = absent(Person(name="Eve", email="eve@x.edu"))
    text = ruling("1.mean", 'for = ["eve@x.edu"]')
    ruled = rule(text, eve)
    assert ruled.given_for == {0: ("nothing",)}
    results = ruled_results(eve, lines, ruled.verdicts[eve.handed_in.id])
    assert [result.verdict.share for result in results] == [Fraction(1, 2), 0, 0, 0, 0]
    assert results[1].verdict.notes == ("missing file",)


def test_what_is_handed_in_later_is_not_ruled_by_it(rule, kept, handed_in):
    given = ruling("1.mean", FOR_ANN, HALF, 'given_for = ["nothing"]')
    ann = handed_in("ann", **{"1_mean": kept("e1", digest="d1")})
    assert rule(given, ann).verdicts == {}
    missing = handed_in("ann", **{"1_mean": kept(digest="")})
    assert shares(rule(given, missing)) == {"submission_ann": 0.5}


def test_what_was_not_graded_waits_and_untouched_files_earn_nothing(lines, handed_in):
    unread = replace(handed_in("ann", state="unreadable"))
    assert {r.verdict.state for r in ruled_results(unread, lines, {})} == {State.NOT_REACHED}
    untouched = handed_in("ann", state="untouched")
    assert {r.verdict.notes for r in ruled_results(untouched, lines, {})} == {("unanswered",)}


# ---------------------------------------------------------------------------- what depends on it


def test_a_line_that_waited_gets_the_verdict_that_was_foreseen(rule, kept, handed_in):
    foreseen = {"1.mean": earned("Right, going on."), "1.mean,2.a": lost("Not this.")}
    waits = kept("e2", pending("it may go on"), conditional=foreseen)
    ann = handed_in("ann", **{"1_mean": kept("e1", UNDECIDED), "1_next": waits})
    ruled = rule(ruling("1.mean", FOR_ANN), ann)
    assert ruled.verdicts["submission_ann"]["1.next"] == foreseen["1.mean"]
    assert ruled.unruled == ()
    both = rule(ruling("1.mean", FOR_ANN) + ruling("1.next", FOR_ANN), ann)
    assert both.verdicts["submission_ann"]["1.next"].notes == (RULED,)


def test_what_could_not_be_foreseen_waits_on_and_is_told(rule, kept, handed_in):
    for foreseen in ({}, {"1.mean,2.a": earned()}):
        waits = kept("e2", pending("it may go on"), conditional=foreseen)
        ann = handed_in("ann", **{"1_mean": kept("e1", UNDECIDED), "1_next": waits})
        ruled = rule(ruling("1.mean", FOR_ANN), ann)
        assert "1.next" not in ruled.verdicts["submission_ann"]
        [told] = texts(ruled)
        assert "1.next follows it, and what that earns now is not known: grade it again" in told


def test_a_line_that_is_decided_stays_whatever_is_ruled_before_it(rule, kept, handed_in):
    follows = kept("e2", earned(notes=("followed",)), conditional={"": lost("Alone.")})
    ann = handed_in("ann", **{"1_mean": kept("e1"), "1_next": follows})
    for share in ("all", "half", "nothing"):
        ruled = rule(ruling("1.mean", FOR_ANN, f'share = "{share}"'), ann)
        assert list(ruled.verdicts["submission_ann"]) == ["1.mean"]


def test_what_counts_with_a_line_is_recomputed(rule, lines, kept, handed_in):
    ann = handed_in("ann", **{"1_mean": kept("e1"), "1_why": kept("e2", earned())})
    graded = settle(ruled_results(ann, lines, {}))
    assert graded[2].verdict.share == 0
    ruled = rule(ruling("1.mean", FOR_ANN), ann)
    results = settle(ruled_results(ann, lines, ruled.verdicts["submission_ann"]))
    assert results[2].verdict.share == 1


def test_choices_that_cancel_are_recomputed(rule, lines, kept, handed_in):
    ann = handed_in("ann", **{"2_a": kept("true", earned()), "2_b": kept("false")})
    results = settle(ruled_results(ann, lines, {}))
    assert results[3].verdict.share == Fraction(1, 2)
    ruled = rule(ruling("2.b", FOR_ANN, 'share = "all"'), ann)
    results = settle(ruled_results(ann, lines, ruled.verdicts["submission_ann"]))
    assert [result.verdict.share for result in results[3:]] == [1, 1]


def test_a_ruling_that_counts_for_less_is_told(rule, kept, handed_in):
    ann = handed_in("ann", **{"1_mean": kept("e1"), "1_why": kept("e2")})
    assert texts(rule(ruling("1.why", FOR_ANN), ann)) == [
        "r.toml:2: 1.why of submission_ann: ruled half, and earns nothing: it depends on 1.mean"
    ]
    choices = handed_in("ann", **{"2_a": kept("x"), "2_b": kept("y")})
    [told] = texts(rule(ruling("2.a", FOR_ANN, 'share = "all"'), choices))
    assert "ruled all, and earns half: it depends on the other choices of its question" in told
    waiting = handed_in("ann", **{"1_mean": kept("e1", UNDECIDED), "1_why": kept("e2")})
    assert "and waits: it depends on 1.mean" in texts(rule(ruling("1.why", FOR_ANN), waiting))[0]


def test_points_are_put_into_what_the_student_reads(rule, lines, kept, handed_in):
    ann = handed_in("ann", **{"1_mean": kept("e1")})
    text = 'share = "half"\ntext = "{points:1/2} of {points} points; {1} stays."'
    ruled = rule(ruling("1.mean", FOR_ANN, text), ann)
    first, *_ = ruled_results(ann, lines, ruled.verdicts["submission_ann"])
    assert first.message == "1 of 2 points; {1} stays."


@pytest.mark.parametrize(("share", "counts"), [("all", "1/2"), ("half", "1/2"), ("1/4", "1/4")])
def test_a_choice_that_is_right_in_part_earns_no_more_than_that(
    rule, lines, kept, handed_in, share, counts
):
    ann = handed_in("ann", **{"2_a": kept("x"), "2_b": kept("y")})
    other = "all" if share != "all" else "nothing"
    text = ruling("2.a", FOR_ANN, f'share = "{share}"')
    text += ruling("2.b", FOR_ANN, f'share = "{other}"')
    ruled = rule(text, ann)
    results = settle(ruled_results(ann, lines, ruled.verdicts["submission_ann"]))
    assert results[3].verdict.share == Fraction(counts)
