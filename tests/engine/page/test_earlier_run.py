"""An earlier run beside this one: who gains and loses, computed again from what students read."""

import csv
import json
import re
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from statistics import fmean

import pytest
from click.testing import CliRunner
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from autograder.cli import commands
from browser import audited, browser_with, seen_at
from page_class import class_of, kept_in, manifest_of, rubric

LINES = rubric(2, 4)
RULING = """by = "Mia"
[[ruling]]
line = "1.1"
for = ["{email}"]
share = "{share}"
text = "As we said."
"""


class Read:
    """What a run has written, by person: totals, and lines as students read them."""

    def __init__(self, path):
        with (path / "grades.csv").open(newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["submission"]]
        self.names = {row["email"]: row["name"] for row in rows}
        self.total, self.lines, self.sections = {}, {}, {}
        for row in rows:
            results = json.loads(
                (path / "results" / row["submission"] / "results.json").read_bytes()
            )
            self.total[row["email"]] = results["score"]
            self.lines[row["email"]] = {test["number"]: test for test in results["tests"]}
            self.sections[row["email"]] = row["sections"]

    def score(self, person, number):
        """Return what a line has earned; nothing where it is not there."""
        line = self.lines[person].get(number)
        return line["score"] if line else 0

    def mean(self, number):
        """Return the mean of a line."""
        return fmean(lines[number]["score"] for lines in self.lines.values())


def weighed(number, weight):
    return tuple(
        replace(line, weight=Fraction(weight)) if line.number == number else line for line in LINES
    )


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """Two runs: other answers of some, another weight, a line gone and one new, people who differ.

    In both somebody has ruled otherwise, and submissions have other names.
    """
    root = tmp_path_factory.mktemp("runs")
    before = class_of(24, LINES[:-1])[:22]
    after = class_of(24, weighed("1.2", 5)[1:])[2:]
    other = {kept.handed_in.id: kept for kept in class_of(24, LINES, seed=7)}
    mixed = []
    for place, kept in enumerate(after):
        lines = dict(kept.lines)
        if place % 3 == 0:
            lines = {n: other[kept.handed_in.id].lines[n] for n in lines}
        name = f"again_{place}"
        mixed.append(replace(kept, handed_in=replace(kept.handed_in, id=name), lines=lines))
    runs = {"then": (before, LINES[:-1]), "now": (mixed, weighed("1.2", 5))}
    mixed[:] = [with_line(kept, before) for kept in mixed]
    ruled = before[4].handed_in.people[0].email
    for (name, (submissions, lines)), share in zip(runs.items(), ("1/3", "2/3"), strict=True):
        made_by = {"version": "1", "rubric": name, "engine": "e"}
        folder = kept_in(root / name, submissions, manifest_of(lines, submissions, made_by=made_by))
        folder.rulings.write_text(RULING.format(email=ruled, share=share))
    run("apply", root / "then")
    was = {path: path.read_bytes() for path in files(root / "then")}
    run("apply", root / "now", "--earlier", root / "then")
    assert {path: path.read_bytes() for path in files(root / "then")} == was
    return root, Read(root / "then"), Read(root / "now")


def with_line(kept, before):
    """Return a submission with the first line of the earlier run's, as it was there."""
    email = kept.handed_in.people[0].email
    [first] = [b.lines["1.1"] for b in before if b.handed_in.people[0].email == email] or [
        before[0].lines["1.1"]
    ]
    return replace(kept, lines={"1.1": first, **kept.lines})


def files(path):
    return [file for file in path.rglob("*") if file.is_file() and file.name != ".lock"]


def run(*arguments):
    result = CliRunner().invoke(commands, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def page(both, tmp_path_factory):
    root, _, _ = both
    with browser_with(tmp_path_factory.mktemp("profile")) as browser:
        browser.get((root / "now" / "report.html").as_uri())
        assert browser.execute_script("return document.documentElement.dataset.ready") == "yes"
        yield browser
        assert [entry["message"] for entry in browser.get_log("browser")] == []


def choose(page, **chosen):
    for name, text in chosen.items():
        Select(page.find_element(By.ID, name.replace("_", "-"))).select_by_visible_text(text)


def table(page, place):
    for more in page.find_elements(By.CSS_SELECTOR, f"#{place} > button"):
        more.click()
    for more in page.find_elements(By.CSS_SELECTOR, f"#{place} details:not([open]) summary"):
        more.click()
    rows = page.find_elements(By.CSS_SELECTOR, f"#{place} tbody tr")
    return [[cell.text for cell in row.find_elements(By.CSS_SELECTOR, "th, td")] for row in rows]


def number(text):
    return float(text.replace("−", "-").replace("–", "nan"))


def test_who_gains_and_who_loses_is_what_both_results_say(both, page):
    _, then, now = both
    choose(page, a_run="earlier: then", b_run="this one")
    people = [person for person in now.total if person in then.total]
    assert len(people) == 20
    changes = {person: now.total[person] - then.total[person] for person in people}
    gain, lose = (sum(sign * c > 1e-9 for c in changes.values()) for sign in (1, -1))
    assert gain
    assert lose
    told = page.find_element(By.ID, "compare-moves").text
    assert told == (
        f"20 submissions of the same people: {gain} gain, {lose} lose, {20 - gain - lose} as "
        "before. Not compared: 2 in A alone, 2 in B alone."
    )
    shown = {row[0]: row for row in table(page, "compare-people")}
    moved = {now.names[person] for person in people if moves(then, now, person)}
    assert {*shown} == moved
    for person in people:
        row = shown.get(now.names[person])
        if row is not None:
            assert number(row[1]) == pytest.approx(then.total[person], abs=0.0051)
            assert number(row[2]) == pytest.approx(now.total[person], abs=0.0051)
            assert number(row[3]) == pytest.approx(changes[person], abs=0.0051)
    order = [abs(number(row[3])) for row in shown.values()]
    assert order == sorted(order, reverse=True)


def moves(then, now, person):
    """Return the lines whose points, or whose waiting, have changed, with both ends."""
    found = {}
    for at in then.lines[person] | now.lines[person]:
        before, after = then.lines[person].get(at), now.lines[person].get(at)
        waiting = [line is not None and "status" not in line for line in (before, after)]
        change = now.score(person, at) - then.score(person, at)
        if abs(change) > 1e-9 or waiting[0] != waiting[1]:
            found[at] = before, after
    return found


def test_each_change_says_on_which_line_and_because_of_what(both, page):
    _, then, now = both
    choose(page, a_run="earlier: then", b_run="this one")
    by_name = {name: person for person, name in now.names.items()}
    seen = Counter()
    for row in table(page, "compare-people"):
        person = by_name[row[0]]
        expected = moves(then, now, person)
        told = dict(re.findall(r"^([\d.]+): (.*)$", row[4], re.MULTILINE))
        assert {*told} == {*expected}
        for at, (before, after) in expected.items():
            parts = told[at].split(", ", 1)
            scores = ["–" if line is None else f"{round(line['score'], 2):g}"
                      for line in (before, after)]  # fmt: skip
            assert parts[0] == " → ".join(scores)
            if before is None or after is None:
                assert parts[1] == f"the line is in {'B' if before is None else 'A'} alone"
                seen["alone"] += 1
                continue
            answers = [line["extra_data"]["submitted"] for line in (before, after)]
            assert ("another answer" in parts[1]) == (answers[0] != answers[1])
            assert (f"worth {before['max_score']:g} →" in parts[1]) == (
                before["max_score"] != after["max_score"]
            )
            endings = [ending(line) for line in (before, after)]
            assert (" → ".join(endings) in parts[1]) == (endings[0] != endings[1])
            seen["another answer" in parts[1], "worth" in parts[1]] += 1
            seen["another share"] += "another share" in parts[1]
    assert {*seen} == {"alone", (True, True), (True, False), (False, True), (False, False),
                       "another share"}  # fmt: skip
    assert seen["another share"] == 1  # the ruling's


def ending(line):
    notes = "; ".join(line["extra_data"]["notes"])
    return line["extra_data"]["state"] + (f" ({notes})" if notes else "")


def test_line_by_line_are_the_means_of_both_with_how_many_gain_and_lose(both, page):
    _, then, now = both
    choose(page, a_run="this one", b_run="earlier: then")
    shown = {row[0]: row for row in table(page, "compare-list")}
    people = [person for person in now.total if person in then.total]
    numbers = {line.number for line in LINES}
    for at in numbers:
        means = [run.mean(at) if at in run.lines[people[0]] else None for run in (now, then)]
        is_shown = None in means or abs(means[0] - means[1]) > 1e-9
        assert (at in shown) == is_shown
        if not is_shown:
            continue
        row = shown[at]
        for text, value in zip(row[1:3], means, strict=True):
            assert (
                text == "–" if value is None else number(text) == pytest.approx(value, abs=0.0051)
            )
        for text, sign in zip(row[5:7], (1, -1), strict=True):
            changes = [then.score(person, at) - now.score(person, at) for person in people]
            assert int(text or 0) == sum(sign * change > 1e-9 for change in changes)
    assert shown["1.2"][4] == "5 → 3"


def test_filters_hold_on_each_side_by_itself(both, page):
    _, then, now = both
    choose(page, a_run="earlier: then", a_section="A", b_run="this one", b_section="B")
    left = [s for p, s in then.total.items() if then.sections[p] == "A"]
    right = [s for p, s in now.total.items() if now.sections[p] == "B"]
    assert page.find_element(By.ID, "compare-count").text == (
        f"A: {len(left)} submissions, mean {round(fmean(left) + 1e-12, 2):g}. "
        f"B: {len(right)} submissions, mean {round(fmean(right) + 1e-12, 2):g}."
    )
    assert page.find_element(By.ID, "compare-moves").text.startswith("0 submissions of the same")
    choose(page, b_section="A")
    both_there = [p for p in now.total if p in then.total and now.sections[p] == "A"]
    told = page.find_element(By.ID, "compare-moves").text
    assert told.startswith(f"{len(both_there)} submissions of the same people")
    choose(page, a_run="this one", a_section="all", b_section="all")
    assert not page.find_element(By.ID, "compare-beside").is_displayed()
    assert table(page, "compare-list") == [["No line differs."]] or not table(page, "compare-list")


def test_it_says_what_the_runs_were_made_by(page):
    choose(page, a_run="earlier: then", b_run="this one")
    assert page.find_element(By.ID, "compare-made").text == (
        "Changed since the earlier run: the rubric or the reference."
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 800, 1280])
def test_it_fits_and_axe_finds_nothing(page, width, scheme):
    seen_at(page, width, scheme)
    choose(page, a_run="earlier: then", a_section="all", b_run="this one", b_section="all")
    assert audited(page, "#compare") == []
    assert page.execute_script("return document.documentElement.scrollWidth") <= width
