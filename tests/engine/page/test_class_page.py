"""What the page's script reads agrees with what students read, line by line and group by group."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from autograder.batch.outputs import settled
from autograder.expression.mathml import mathml
from autograder.grading.ledger import LineResult
from autograder.grouping.classes import group_lines
from autograder.page import class_page
from autograder.page.class_page import ClassPage
from autograder.page.html import report_html
from autograder.records.graded import GradedSubmission
from autograder.records.kept import Earlier
from autograder.records.people import Person
from autograder.rulings.ruling import Same
from autograder.verdict import earned
from page_class import class_of, manifest_of, rubric


def test_each_line_of_each_student_is_what_results_say(written):
    data = written.data
    assert [one["id"] for one in data["submissions"]] == [*sorted(written.results, key=place)]
    for one in data["submissions"]:
        results = written.results[one["id"]]
        assert one["score"] == pytest.approx(results["score"])
        for row, test in zip(one["lines"], results["tests"], strict=True):
            state, score, notes, said, review, read, formula = row
            extra = test["extra_data"]
            assert data["states"][state] == extra["state"]
            assert score == test["score"]
            assert data["texts"][notes].split("; ") == (extra["notes"] or [""])
            assert test["output"].startswith(data["texts"][said])
            assert data["texts"][review] == extra["review"]
            assert data["texts"][read] == extra["submitted"].get("expression", "")
            latex = extra["latex"]
            assert data["formulas"][formula] == (mathml(latex) if latex else "")


def place(name):
    return int(name.rpartition("_")[2])


def test_who_handed_in_is_as_in_the_table(written):
    rows = {row["submission"]: row for row in written.grades if row["submission"]}
    for one in written.data["submissions"]:
        [person] = one["people"]
        row = rows[one["id"]]
        assert (person["name"], person["email"], person["sid"]) == (
            row["name"], row["email"], row["sid"],
        )  # fmt: skip
        assert "; ".join(person["sections"]) == row["sections"]
        hours, minutes, seconds = map(int, row["late"].split(":"))
        assert one["late"] == hours * 3600 + minutes * 60 + seconds
        assert one["at"] == row["submitted_at"]
    missing = [row["name"] for row in written.grades if row["state"] == "missing"]
    assert [person["name"] for person in written.data["missing"]] == missing


def test_groups_are_of_the_same_answers_with_what_they_earned_the_largest_first(written):
    data = written.data
    for at, line in enumerate(data["lines"]):
        everybody = sorted(member for group in line["groups"] for member in group["members"])
        assert everybody == [*range(len(data["submissions"]))]
        sizes = [len(group["members"]) for group in line["groups"]]
        assert sizes == sorted(sizes, reverse=True)
        for group in line["groups"]:
            rows = [data["submissions"][member]["lines"][at] for member in group["members"]]
            decided = [row for row in rows if data["states"][row[0]] not in data["ours"]]
            assert dict(group["earned"]) == Counter(row[1] for row in decided)
            assert group["waiting"] == len(rows) - len(decided)
            assert group["right"] == all(row in decided and row[1] == line["worth"] for row in rows)
            assert group["answer"] in [row[5] for row in rows]
            assert group["formula"] in [row[6] for row in rows]


def test_the_exports_score_stands_beside_ours_with_the_lines_that_differ(write):
    lines = rubric(1, 2)
    first, other, last = class_of(3, lines)
    score = {n: float(line.verdict.share) for n, line in first.lines.items()}
    ours = {n: float(next(w.weight for w in lines if w.number == n)) * s for n, s in score.items()}
    told = Earlier(score=99.0, lines={**ours, "1.2": ours["1.2"] + 1, "7.old": 3.0})
    first = replace(first, handed_in=replace(first.handed_in, earlier=told))
    other = replace(other, handed_in=replace(other.handed_in, earlier=None))
    last = replace(last, handed_in=replace(last.handed_in, earlier=Earlier(status="Failed")))
    found = [one["export"] for one in write([first, other, last], lines).data["submissions"]]
    assert found == [{"score": 99.0, "lines": {"1.2": ours["1.2"] + 1}}, None, None]


def test_one_that_cannot_be_read_is_there_with_the_reason(write):
    lines = rubric(1, 2)
    whole, broken = class_of(2, lines)
    late = replace(broken.handed_in, fault="not a zip: <img onerror=x>", late=timedelta(hours=3))
    broken = replace(broken, state="unreadable", lines={}, handed_in=late)
    data = write([whole, broken], lines).data
    one = data["submissions"][1]
    assert (one["state"], one["score"], one["lines"], one["late"]) == (
        "unreadable",
        None,
        [],
        10800,
    )
    assert [data["texts"][at] for at in one["told"]] == [late.fault]


def test_who_handed_in_nothing_and_was_ruled_on_is_missing_with_points(write):
    """The person's name may be that of a submission, whose groups stay its own."""
    lines = rubric(1, 2)
    [kept] = class_of(1, lines)
    ann = Person(name="Ann", sid=kept.handed_in.id)
    results = tuple(LineResult(line, earned(notes=("ruled",))) for line in lines)

    def settling(kept, manifest):
        return results if kept.state == "missing" else settled(kept, manifest)

    found = write([kept], lines, missing=(ann,), asked={}, settling=settling, ruled_missing=[ann])
    _, other = found.data["submissions"]
    assert (other["state"], other["people"][0]["name"]) == ("missing", "Ann")
    assert other["score"] == float(sum(line.weight for line in lines))
    assert found.data["missing"] == []
    assert "1 submission: 1 graded; 1 handed in nothing." in found.page
    members = [group["members"] for line in found.data["lines"] for group in line["groups"]]
    assert members == [[0]] * len(lines)


def test_groups_that_a_person_has_put_together_are_one(write):
    lines = rubric(1, 2)
    submissions = class_of(20, lines)
    before = write(submissions, lines).data["lines"][0]["groups"]
    put = Same(line="1.1", groups=(before[0]["id"], before[-1]["id"]))
    after = write(submissions, lines, same=[put]).data["lines"][0]["groups"]
    assert len(after) == len(before) - 1
    assert after[0]["members"] == [*before[0]["members"], *before[-1]["members"]]


def test_without_names_nobody_can_be_found_in_it(write):
    lines = rubric(1, 3)
    submissions = class_of(6, lines)
    hidden = write(submissions, lines, asked={"anonymous": "True", "salt": "s"})
    people = [*(person for kept in submissions for person in kept.handed_in.people),
              *manifest_of(lines, submissions).missing]  # fmt: skip
    for text in [kept.handed_in.id for kept in submissions]:
        assert text not in hidden.page
    for person in people:
        for text in (person.name, person.email, person.sid):
            assert f'"{text}"' not in hidden.page
    codes = {one["people"][0]["name"] for one in hidden.data["submissions"]}
    assert codes == {row["name"] for row in hidden.grades if row["submission"]}
    assert len(codes) == 6


def test_a_class_with_much_to_say_is_cut_to_a_size_and_says_so(write, monkeypatch):
    lines = rubric(2, 4)
    submissions = class_of(40, lines)
    whole = write(submissions, lines)
    assert whole.data["texts_cut_to"] == 0
    monkeypatch.setattr(class_page, "TEXT_ROOM", 10_000)
    monkeypatch.setattr(class_page, "FORMULA_ROOM", 3_000)
    cut = write(submissions, lines)
    assert cut.data["texts_cut_to"] in (40, 150, 500)
    assert len(max(cut.data["texts"], key=len)) <= cut.data["texts_cut_to"]
    assert len(cut.data["texts"]) == len(whole.data["texts"])
    used = sum(len(text.encode()) for text in cut.data["formulas"])
    assert 0 < used <= 3_000
    assert len(cut.data["formulas"]) == len(whole.data["formulas"])


def test_the_page_of_a_class_of_a_thousand_is_below_20_mb():
    lines = rubric()
    submissions = class_of(1_000, lines)
    manifest = manifest_of(lines, submissions)
    page = ClassPage(manifest)
    for kept in submissions:
        page.add(
            GradedSubmission(
                id=kept.handed_in.id,
                handed_in=kept.handed_in,
                state=kept.state,
                lines=settled(kept, manifest),
                before={},
                alone={},
            )
        )
    content = page.content(group_lines(lines, submissions))
    assert len(content.data["submissions"]) == 1_000
    assert len(report_html(content)) < 20_000_000
