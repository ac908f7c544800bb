"""Groups as a person reads them, and as data."""

import json

import pytest
from answered import expression, kept, rubric_line, submission, verdict

from autograder.grading.answers import Fingerprint
from autograder.grouping.classes import group_lines
from autograder.grouping.listing import as_data, as_text
from autograder.verdict import Understood, lost, pending


@pytest.fixture
def found():
    """Two lines: of one, two lost in the same way; the other is right."""
    right = kept(expression("x"), verdict("1", "x"))
    half = verdict("1/2", "2*x", notes=("factor",))
    answers = {
        "ann": right,
        "ben": kept(expression("2*x", near="factor"), half),
        "cleo": kept(expression("x + x", near="factor"), half),
        "dan": kept(expression("3*x", near="factor"), verdict("0", "3*x")),
        "eve": kept(expression("x*y"), pending("too long")),
    }
    submissions = [submission(name, a=answer, b=right) for name, answer in answers.items()]
    return group_lines([rubric_line("1.a"), rubric_line("1.b")], submissions)


def test_the_largest_group_comes_first_with_who_lost_how_much(found):
    ids = {group.answer: group.id for group in found[0].groups}
    text = as_text(found)
    assert text.splitlines()[:8] == [
        "1.a  A line",
        "  3 of 5 lost, 1 wait for a person",
        f"  2 ×  {ids['2*x']}  1 of 2",
        "      2*x",
        "      factor",
        "      ben@x.edu, cleo@x.edu",
        f"  1 ×  {ids['3*x']}  0 of 2"
        if ids["3*x"] < ids[""] else f"  1 ×  {ids['']}  1 wait for a person",
        "      3*x" if ids["3*x"] < ids[""] else "      (expression)",
    ]  # fmt: skip
    assert f"  look alike (factor): 3 answers, {ids['2*x']}, {ids['3*x']}" in text
    assert "  right: 1\n" in text


def test_lines_that_are_right_are_folded(found):
    assert "All right: 1.b" in as_text(found).splitlines()
    whole = as_text(found, all_groups=True)
    assert "All right" not in whole
    assert "ann@x.edu, ben@x.edu, cleo@x.edu, dan@x.edu, eve@x.edu" in whole


def test_a_fault_of_the_run_is_told():
    submissions = [
        submission("ann", a=kept(expression("x"), verdict("0"))),
        submission("ben", a=kept(expression("x"), verdict("1"))),
    ]
    lines = group_lines([rubric_line("1.a")], submissions)
    assert "for ann (failed, 0) and for ben (passed, 1)" in as_text(lines)
    assert as_data(lines)["contradictions"] == [{"line": "1.a", "submissions": ["ann", "ben"]}]


def test_data_has_all_groups_and_can_be_json(found):
    data = json.loads(json.dumps(as_data(found)))
    assert [line["line"] for line in data["lines"]] == ["1.a", "1.b"]
    first = data["lines"][0]["groups"][0]
    assert first["shares"] == {"1/2": 2}
    assert first["people"] == ["ben@x.edu", "cleo@x.edu"]
    assert first["submissions"] == ["ben", "cleo"]
    assert [data[key] for key in ("lost", "same", "alike", "alone", "waiting")] == [3, 2, 3, 0, 1]


def test_people_whose_names_are_not_known_are_called_by_their_submissions(grouped):
    lines = [grouped(ann=expression("x"))]
    (group,) = lines[0].groups
    assert "ann@x.edu" in as_text(lines)
    assert group.people


def test_what_students_wrote_cannot_move_the_cursor_or_look_like_another_group(grouped):
    word = json.dumps(["word", "\x1b[2J\n  9 ×  value:forged\r"])
    odd = Fingerprint(kind="choice", exact="plain:1", content=word)
    text = as_text([grouped(ann=odd)])
    assert "\x1b" not in text
    assert "\r" not in text
    assert not any(row.startswith("  9 ×") for row in text.splitlines())


def test_long_answers_are_cut(grouped):
    shown = Understood("\n".join(["x"] * 100), "")
    chain = Fingerprint(kind="derivation", exact="chain:1")
    text = as_text([grouped(ann=kept(chain, lost("", notes=("false",), understood=shown)))])
    assert len(text.splitlines()) < 40
