"""`autograder fill`: what is written, what is said, and what is never lost."""

import pytest
from click.testing import CliRunner

from autograder.cli import commands
from autograder.spreadsheet import written

CANVAS = (
    "Student,ID,SIS Login ID,Section,hw-1 (77)\nPoints Possible,,,,10.00\n"
    '"Doe, Jane",1,jdoe,A,\n"Sample, Bo",2,bo@x.edu,A,EX\n"Else, Ed",3,ed,A,\n'
)


@pytest.fixture
def fill(tmp_path, monkeypatch):
    """Runs the command in a folder with a run and a gradebook."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "run").mkdir()
    (tmp_path / "canvas.csv").write_text(CANVAS)

    def fill(rows, *options, out="filled.csv"):
        header = ["name", "email", "username", "score", "maximum", "waiting", "assignment"]
        (tmp_path / "run" / "grades.csv").write_bytes(
            written(header, [[*row, "hw1"] for row in rows])
        )
        done = CliRunner().invoke(
            commands, ["fill", "run", "canvas.csv", "--out", out, *options]
        )  # fmt: skip
        return done.exit_code, done.output

    return fill


JANE = ["Jane Doe", "", "jdoe", 7.5, 10.0, ""]
BO = ["Bo Sample", "bo@x.edu", "", 8.0, 10.0, "2.4.beam 3.1"]


def test_a_gradebook_is_filled_in_and_it_is_said_how(fill, tmp_path):
    code, output = fill([JANE, BO])
    assert code == 0
    assert (tmp_path / "filled.csv").read_text() == CANVAS.replace("jdoe,A,", "jdoe,A,7.50")
    assert output == (
        "hw-1 (77): filled in: 1, right already: 0\n"
        "matched: 2 (2 by login or e-mail)\n"
        "ambiguous: 0\n"
        "unmatched: 0\n"
        "left as they are: 1\n"
        "  Sample, Bo: EX\n"
        "rows without a score here, as they were: 1\n"
        "scores that may still change, since lines wait for a person: 1\n"
        "filled.csv: written, to be imported in Canvas\n"
    )


def test_who_could_not_be_matched_is_named_and_the_file_written(fill, tmp_path):
    code, output = fill([JANE, ["Zed Zero", "zed@x.edu", "", 1.0, 10.0, ""]])
    assert code == 1
    assert "unmatched: 1\n  zed@x.edu\n" in output
    assert "jdoe,A,7.50" in (tmp_path / "filled.csv").read_text()


def test_no_file_is_replaced_without_being_told_so(fill, tmp_path):
    code, output = fill([JANE], out="canvas.csv")
    assert code == 2
    assert "canvas.csv is there already: --force replaces it" in output
    assert (tmp_path / "canvas.csv").read_text() == CANVAS
    code, _ = fill([JANE], "--force", out="canvas.csv")
    assert code == 0
    assert (tmp_path / "canvas.csv").read_text() == CANVAS.replace("jdoe,A,", "jdoe,A,7.50")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--column", "hw9"], "no column is called hw9"),
        (["--percent"], "is out of 10, no percents"),
    ],
)
def test_what_cannot_be_done_writes_nothing(options, said, fill, tmp_path):
    code, output = fill([JANE], *options)
    assert code == 2
    assert said in output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["canvas.csv", "run"]


def test_a_folder_that_cannot_be_written_is_said(fill):
    code, output = fill([JANE], out="nowhere/filled.csv")
    assert code == 2
    assert "nowhere" in output


def test_no_name_takes_the_terminal_over(fill):
    _, output = fill([["Eve\x1b[2J\nunmatched: 0", "", "", 1.0, 10.0, ""]])
    assert "unmatched: 1\n  Eve\\x1b[2J\\nunmatched: 0\n" in output
