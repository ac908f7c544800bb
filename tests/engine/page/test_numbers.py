"""Every number on the page, computed again from what students read and from grades.csv alone."""

import math
import re
from collections import Counter
from html import unescape

import numpy as np
import pytest

from autograder.grading.ledger import LineResult
from autograder.page.numbers import ClassNumbers, LineNumbers
from autograder.verdict import earned, lost
from page_class import class_of, manifest_of, rubric


def lines_of(written):
    return {name: results["tests"] for name, results in written.results.items()}


def cells(written, table):
    """Return the cells of a table as a reader sees them."""
    [body] = re.findall(rf'<table id="{table}">.*?<tbody>(.*?)</tbody>', written.page, re.DOTALL)
    return [
        [unescape(re.sub(r"<[^>]*>", "", cell)).strip()
         for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)]
        for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    ]  # fmt: skip


def figure(written, name):
    return re.search(rf'id="n-{name}">([^<]*)<', written.page)[1]


def rounded(value):
    """Return a number as the page writes it, by another way of writing it."""
    return "–" if value is None else f"{round(value + 1e-12, 2):g}"


def test_totals_are_those_of_grades_csv(written):
    scores = [float(row["score"]) for row in written.grades if row["state"] == "graded"]
    assert len(scores) == 24
    assert figure(written, "graded") == "24"
    assert figure(written, "mean") == rounded(np.mean(scores))
    assert figure(written, "median") == rounded(np.median(scores))
    assert figure(written, "deviation") == rounded(np.std(scores, ddof=1))
    late = [row for row in written.grades if row["late"] not in ("", "00:00:00")]
    assert figure(written, "late") == str(len(late)) != "0"
    waiting = [line for row in written.grades for line in row["waiting"].split()]
    assert figure(written, "waiting") == str(len(waiting)) != "0"
    missing = sum(row["state"] == "missing" for row in written.grades)
    assert f"24 submissions: 24 graded; {missing} handed in nothing." in written.page


def test_the_distribution_has_everybody_in_the_right_range(written):
    scores = [float(row["score"]) for row in written.grades if row["state"] == "graded"]
    rows = [
        (float(first), float(last), int(count)) for first, last, count in cells(written, "t-bins")
    ]
    edges = [rows[0][0], *(last for _, last, _ in rows)]
    counts, _ = np.histogram(scores, bins=edges)  # the last range has its end, as ours
    assert [count for _, _, count in rows] == [*counts]
    assert edges[0] == 0
    assert edges[-1] == float(written.grades[0]["maximum"])
    assert sum(count for _, _, count in rows) == len(scores)


def test_questions_have_their_means_spreads_and_discrimination(written):
    rows = [row for row in written.grades if row["state"] == "graded"]
    totals = np.array([float(row["score"]) for row in rows])
    table = cells(written, "t-questions")
    assert [row[0] for row in table] == ["Q1", "Q2", "Q3"]
    for name, mean, maximum, _, deviation, told in table:
        scores = np.array([float(row[name]) for row in rows])
        value = np.corrcoef(scores, totals - scores)[0, 1]
        z, half = np.arctanh(value), 1.959964 / math.sqrt(len(rows) - 3)
        low, high = np.tanh(z - half), np.tanh(z + half)
        assert (mean, deviation) == (rounded(scores.mean()), rounded(scores.std(ddof=1)))
        assert told == f"{rounded(value)} ({rounded(low)} to {rounded(high)})"
        tests = next(iter(lines_of(written).values()))
        worth = sum(t["max_score"] for t in tests if t["number"].startswith(f"{name[1:]}."))
        assert float(maximum) == worth


def test_lines_are_counted_as_students_read_them_and_the_most_often_lost_comes_first(written):
    table = cells(written, "t-lines")
    every = [test for tests in lines_of(written).values() for test in tests]
    assert len(table) == 15
    for number, name, less_than_all, full, part, nothing, waiting, mean, worth, noted in table:
        found = [test for test in every if test["number"] == number]
        decided = [test for test in found if "status" in test]
        less = [test for test in decided if test["score"] < test["max_score"]]
        assert int(less_than_all) == len(less)
        assert int(full) == len(decided) - len(less)
        assert int(part) == sum(test["score"] > 0 for test in less)
        assert int(nothing) == sum(test["score"] == 0 for test in less)
        assert int(waiting) == len(found) - len(decided)
        assert mean == rounded(np.mean([test["score"] for test in found]))
        assert (name, float(worth)) == (found[0]["name"], found[0]["max_score"])
        notes = Counter(note for test in less for note in test["extra_data"]["notes"])
        shown = dict(re.findall(r"(\w[\w ]*?) \((\d+)\)", noted))
        assert {note: int(count) for note, count in shown.items()}.items() <= notes.items()
        assert sorted(map(int, shown.values())) == sorted(sorted(notes.values())[-3:])
    order = [int(row[2]) for row in table]
    assert order == sorted(order, reverse=True)


def test_what_was_given_by_following_is_counted(written):
    given = [
        test
        for tests in lines_of(written).values()
        for test in tests
        if "followed" in test["extra_data"]["notes"] and test["score"] > 0
    ]
    assert f'Followed <span class="count">{len(given)}</span>' in written.page
    assert given


def test_the_numbers_agree_with_the_summary(written):
    assert figure(written, "mean") == rounded(written.summary["mean"])
    lost = {row[0]: int(row[3]) for row in cells(written, "t-lines")}
    passed = {n: line["states"].get("passed", 0) for n, line in written.summary["lines"].items()}
    assert lost == passed


@pytest.mark.parametrize(("size", "is_told"), [(19, False), (20, True)])
def test_discrimination_is_hidden_below_twenty(write, size, is_told):
    lines = rubric(2, 3)
    small = write(class_of(size, lines), lines)
    told = [row[-1] for row in cells(small, "t-questions")]
    assert ("–" not in told) == is_told
    assert ("It is not shown for fewer than 20 submissions." in small.page) != is_told


@pytest.mark.parametrize("size", [0, 1, 2])
def test_a_class_of_next_to_nobody_has_a_page(write, size):
    lines = rubric(1, 2)
    small = write(class_of(size, lines), lines)
    assert figure(small, "graded") == str(size)
    assert (figure(small, "mean") == "–") == (size == 0)
    assert (figure(small, "deviation") == "–") == (size < 2)


def test_what_was_not_graded_is_no_part_of_means():
    lines = rubric(1, 2)
    numbers = ClassNumbers(manifest_of(lines, class_of(3, lines)))
    assert numbers.spread.count == 0
    assert numbers.bins[0].count == 0
    assert all(line.mean is None and line.lost == 0 for line in numbers.lines)


def test_what_followed_and_earned_nothing_in_the_end_was_not_given():
    """A person may have ruled on it."""
    [line] = rubric(1, 1)
    found = LineNumbers(line=line)
    for verdict in (lost("No.", notes=("ruled", "followed")), earned(notes=("followed",))):
        result = LineResult(line, verdict)
        found.add(result, result.score)
    assert (found.followed, found.nothing, found.right) == (1, 1, 1)
