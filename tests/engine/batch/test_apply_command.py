"""`autograder apply`: rulings change what a run has written, and nothing is graded for it."""

import csv
import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli import commands
from autograder.grading.rubric import RubricLine
from autograder.records.folder import RunFolder
from autograder.records.kept import HandedIn, KeptLine, KeptSubmission
from autograder.records.manifest import Manifest
from autograder.records.people import Person
from autograder.rulings.reading import parse_rulings
from autograder.verdict import earned, lost, pending

LINES = tuple(
    RubricLine(number=number, name=number, weight=Fraction(4), module=Path("test_q1.py"),
               test=f"test_{number[-1]}", counts_with=needs)
    for number, needs in (("1.a", ""), ("1.b", "1.a"), ("2.c", ""))
)  # fmt: skip
NUMBERS = [line.number for line in LINES]
PEOPLE = {name: Person(name=name.title(), email=f"{name}@x.edu") for name in ("ann", "bob", "eve")}
HALF = """by = "Mia"

[[ruling]]
line = "1.a"
for = ["ann@x.edu"]
share = "half"
text = "Half."
"""


def graded(name, **verdicts):
    lines = {
        number.replace("_", "."): KeptLine(key="k", verdict=verdict, submitted=f"code of {name}")
        for number, verdict in verdicts.items()
    }
    handed_in = HandedIn(id=f"submission_{name}", people=(PEOPLE[name],))
    return KeptSubmission(handed_in=handed_in, state="graded", lines=lines)


CLASS = (
    graded("ann", **{"1_a": lost("No."), "1_b": earned(), "2_c": pending("no end")}),
    graded("bob", **{"1_a": earned(), "1_b": lost("No."), "2_c": pending("no end")}),
)


@pytest.fixture
def run(tmp_path):
    """A run over two submissions, and somebody who handed in nothing."""
    folder = RunFolder(tmp_path / "out")
    folder.path.mkdir()
    order = tuple(kept.handed_in.id for kept in CLASS)
    folder.write_manifest(
        Manifest(
            assignment="a",
            course="c",
            lines=LINES,
            order=order,
            missing=(PEOPLE["eve"],),
            is_complete=True,
        )
    )
    for kept in CLASS:
        folder.keep(kept)
    return folder


@pytest.fixture
def apply(run):
    def apply(*options, rulings=None):
        if rulings is not None:
            run.rulings.write_text(rulings)
        return CliRunner().invoke(commands, ["apply", str(run.path), *map(str, options)])

    return apply


def rows(run, name="grades.csv"):
    with open(run.path / name, newline="") as file:
        return list(csv.DictReader(file))


def points(run, submission):
    content = json.loads((run.results / submission / "results.json").read_text())
    return [test["score"] for test in content["tests"]]


def test_a_ruling_changes_results_and_tables_with_what_depends_on_it(run, apply):
    assert apply().exit_code == 0
    assert points(run, "submission_ann") == [0, 0, 0]
    result = apply(rulings=HALF)
    assert result.exit_code == 0, result.output
    assert points(run, "submission_ann") == [2, 4, 0]
    assert points(run, "submission_bob") == [4, 0, 0]
    assert [row["score"] for row in rows(run)] == ["6.0", "4.0", ""]
    line = rows(run, "lines.csv")[0]
    assert (line["state"], line["graded_state"], line["notes"]) == (
        "partial",
        "failed",
        "ruled; wrong",
    )
    assert f"{run.rulings}: 1 ruling, for 1 submission." in result.output


def test_what_it_was_given_for_is_noted_and_what_comes_later_is_told(run, apply):
    result = apply(rulings=HALF)
    [ruling] = parse_rulings(run.rulings.read_text(), "r", NUMBERS).rulings
    assert ruling.given_for == ("code of ann",)
    assert "1 ruling says now which answers are meant (given_for)" in result.output
    before = run.rulings.read_bytes()
    assert "(given_for)" not in apply().output
    assert run.rulings.read_bytes() == before
    ann = CLASS[0]
    changed = {**ann.lines, "1.a": replace(ann.lines["1.a"], submitted="other code")}
    run.keep(replace(ann, lines=changed))
    result = apply()
    assert result.exit_code == 0
    assert points(run, "submission_ann") == [0, 0, 0]
    assert "3: 1.a of submission_ann: the ruling was given for another answer" in result.output
    assert run.rulings.read_bytes() == before


def test_lines_that_wait_are_listed_and_counted_at_the_end(apply):
    result = apply()
    *_, first, second, last = result.output.splitlines()
    assert [first, second] == ["  2.c  submission_ann", "  2.c  submission_bob"]
    assert last == "2 lines wait for a person, of 2 submissions: 2.c (2)"
    assert apply("--fail-undecided").exit_code == 1
    both = HALF.replace("1.a", "2.c").replace('"ann@x.edu"', '"ann@x.edu", "bob@x.edu"')
    result = apply("--fail-undecided", rulings=both)
    assert result.exit_code == 0
    assert result.output.splitlines()[-1] == "No line waits for a person."


def test_who_handed_in_nothing_gets_what_was_ruled(run, apply):
    apply(rulings=HALF.replace("ann", "eve"))
    eve = rows(run)[-1]
    assert (eve["email"], eve["score"], eve["state"], eve["submission"]) == (
        "eve@x.edu", "2.0", "missing", "",
    )  # fmt: skip


def test_what_cannot_be_read_can_be_ruled(run, apply):
    handed_in = replace(CLASS[0].handed_in, fault="a broken archive")
    run.keep(KeptSubmission(handed_in=handed_in, state="unreadable"))
    apply()
    assert rows(run)[0]["score"] == ""
    apply(rulings=HALF)
    assert points(run, "submission_ann") == [2, 0, 0]
    assert rows(run)[0]["score"] == "2.0"


def test_a_mistake_in_the_file_changes_nothing(run, apply):
    apply(rulings=HALF)
    before = {path: path.read_bytes() for path in run.path.rglob("*.*") if path.is_file()}
    wrong = run.path.parent / "wrong.toml"
    wrong.write_text(HALF.replace("half", "most"))
    result = apply("--rulings", wrong)
    assert result.exit_code == 2
    assert f"{wrong}:6: 'most' is no share of a line" in result.output
    assert {path: path.read_bytes() for path in before} == before


def test_requests_are_listed_beside_the_line(run, apply):
    table = run.path.parent / "requests.csv"
    table.write_text(
        "email,line,words\nbob@x.edu,2.c,Please\nANN@x.edu,1.a,\"I wrote\nthe same\x1b[2J\"\n"
        "zoe@x.edu,1.a,Me\neve@x.edu,1.b,Late\nann@x.edu,9,What\n"
    )  # fmt: skip
    result = apply("--requests", table, rulings=HALF)
    begin = result.output.index("Requests for another look:")
    lines = [line.rsplit(" (", 1)[0] for line in result.output[begin:].splitlines()[1:6]]
    [ruled] = [line for line in lines if "ANN" in line]
    assert ruled.startswith("  1.a  ANN@x.edu: earns half, ruled by Mia")
    assert ruled.endswith(": “I wrote the same\\x1b[2J”")
    assert [line for line in lines if line != ruled] == [
        "  1.a  zoe@x.edu: nobody is called so here: “Me”",
        "  1.b  eve@x.edu: they have handed in nothing: “Late”",
        "  2.c  bob@x.edu: waits for a person: “Please”",
        "  9  ann@x.edu: there is no such line: “What”",
    ]


def test_names_stay_out_of_an_anonymous_run(run, apply):
    asked = {"anonymous": "True", "salt": "s"}
    run.write_manifest(replace(run.manifest(), asked=asked))
    apply(rulings=HALF)
    text = apply(rulings=HALF + HALF.removeprefix('by = "Mia"\n').replace("half", "all")).output
    assert "neither applies" in text
    assert "submission_ann" not in text


def test_a_folder_without_a_run_is_named(tmp_path):
    result = CliRunner().invoke(commands, ["apply", str(tmp_path)])
    assert result.exit_code == 2
    assert "no run over a class is here" in result.output


def test_of_a_run_that_was_cancelled_nothing_is_noted_yet(run, apply):
    """The answers that are not graded yet would be taken for later ones."""
    run.write_manifest(replace(run.manifest(), is_complete=False))
    result = apply(rulings=HALF)
    assert points(run, "submission_ann") == [2, 4, 0]
    assert run.rulings.read_text() == HALF
    assert "is noted when the run has come to its end" in result.output


def test_what_was_left_for_another_person_is_listed_beside_what_waits(apply):
    """No name is: the run may be one without."""
    text = (
        HALF
        + """
[[left]]
line = "2.c"
for = ["ann@x.edu"]
text = "Noah, is that\\u001b the convention?"
on = 2026-11-30

[[left]]
line = "2.c"
answer = "value:1"
by = "Noah"
"""
    )
    found = apply(rulings=text).output
    said = "for another person: Noah, is that\\x1b the convention?"
    assert f"rulings.toml:11: 2.c: 1 answer, left by Mia on 2026-11-30 {said}\n" in found
    assert "rulings.toml:17: 2.c: value:1, left by Noah for another person\n" in found
