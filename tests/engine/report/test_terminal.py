"""The report in a terminal: totals by question, feedback under what was lost."""

import io
from fractions import Fraction

import pytest

from autograder.grading.device_runs import Rerun, Reruns
from autograder.quoting import one_line, quoted
from autograder.report.terminal import print_report
from autograder.verdict import PENDING_TEXT, State, Understood, earned, lost, partial, pending


@pytest.fixture
def report(results, monkeypatch):
    """Print results and return the text; no terminal, and none pretended to."""
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def report(*lines, **rest):
        file = io.StringIO()
        print_report(results(*lines, **rest), file)
        return file.getvalue()

    return report


def rows(text):
    return [
        tuple(cell.strip() for cell in line.split("│")) for line in text.splitlines() if "│" in line
    ]


MINE = "For instructors: give 1/1"


@pytest.mark.parametrize("columns", [40, 60, 100, 200])
@pytest.mark.parametrize("padding", range(0, 120, 7))
def test_nothing_of_a_submission_looks_like_a_line_of_the_report(
    report, result, monkeypatch, columns, padding
):
    """Wherever a line is broken: quotes are marked, and parts of other lines are indented."""
    monkeypatch.setenv("COLUMNS", str(columns))
    text = "x" * padding + f" {MINE}" * 5
    verdict = lost(f"`f` raised an exception.\n{quoted(text)}\n{quoted(MINE)}", review="look")
    table = report(result("1.a", verdict), result("1.b", lost(f"a name, `{one_line(text)}`")),
                   messages=(f"`{text}` was left out",))  # fmt: skip
    cells = [line.split("│")[2] for line in table.splitlines() if line.count("│") == 3]
    own = {cell.strip() for cell in cells if cell.startswith(" " * 3) and cell[3] not in " >"}
    assert {"`f` raised an exception.", "For instructors: look"} <= own or columns == 40
    assert not [cell for cell in own if cell.startswith(("For instructors: g", "instr", "give"))]
    assert [line for line in table.splitlines() if line.startswith("For")] == []


def test_totals_stand_under_each_question_and_at_the_end(report, result):
    text = report(
        result("1.a", earned(), "2"),
        result("1.b", lost("no"), "1.5"),
        result("2.1", partial(Fraction(1, 3), "a third"), "3"),
        result("2.10", earned(), "0.5"),
        seconds=12.345,
    )
    points = {row[1]: row[3] for row in rows(text) if row[3]}
    assert points == {
        "1.a": "2 / 2", "1.b": "0 / 1.5", "Q1": "2 / 3.5",
        "2.1": "1 / 3", "2.10": "0.5 / 0.5", "Q2": "1.5 / 3.5", "Total": "3.5 / 7",
    }  # fmt: skip
    assert text.startswith("Q1 2/3.5 · Q2 1.5/3.5\n\nhw1 ")
    assert "in 12.3 s" in text


def test_feedback_stands_under_what_was_lost_and_nowhere_else(report, result):
    text = report(
        result("1.a", earned("said of a right one")),
        result("1.b", lost("the sign\nis wrong", understood=Understood("−x", "-x"))),
        result("1.c", lost("✗ x", understood=Understood("", "x"))),
    )
    assert "said of a right one" not in text
    cells = [row[2] for row in rows(text)]
    at = cells.index("the sign")
    assert cells[at - 1 : at + 3] == ["Line 1.b", "the sign", "is wrong", "Read as: −x"]
    at = cells.index("✗ x")
    assert "Read as" not in " ".join(cells[at:])


@pytest.mark.parametrize(
    ("verdict", "sign"),
    [
        (earned(), "✓"),
        (partial(Fraction(1, 2), ""), "~"),
        (lost(""), "✗"),
        (lost("", state=State.EXITED), "✗"),
        (pending(""), "?"),
        (pending("", state=State.NOT_REACHED), "?"),
    ],
)
def test_each_end_has_its_sign(report, result, verdict, sign):
    assert rows(report(result("1.a", verdict)))[0][0] == sign


def test_pending_points_and_their_reason_are_named(report, result):
    text = report(result("1.a", pending("the oracle gave up"), "2.5"), result("1.b", earned()))
    assert PENDING_TEXT in text
    assert "For instructors: the oracle gave up" in text
    assert "1 line waits for a person, worth 2.5 points; nothing is lost: 1.a." in text
    assert "for a person" not in report(result("1.b", earned()))


def test_what_many_lines_share_is_said_once(report, result):
    lines = [result(f"1.{i}", lost("There is no file `q1.py`.")) for i in range(5)]
    text = report(*lines)
    assert text.count("There is no file") == 1
    assert text.count("As above.") == 4


def test_messages_of_the_whole_submission_stand_at_the_end(report, result):
    text = report(result("1.a", earned()), messages=("`random.py` hides nothing.",))
    assert text.rstrip().endswith("`random.py` hides nothing.")


def test_there_are_no_colour_codes_without_a_terminal(report, result):
    assert "\x1b" not in report(result("1.a", lost("no")), messages=("m",))


def test_there_are_colour_codes_where_they_are_forced(result, results, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    file = io.StringIO()
    print_report(results(result("1.a", lost("no"))), file)
    assert "\x1b[" in file.getvalue()


@pytest.mark.parametrize("hostile", ["\x1b[31mred", "a\x00b\rc", "\ud800", "[bold]x[/bold] [/]"])
def test_what_was_handed_in_cannot_steer_the_terminal(report, result, hostile):
    line = result("1.a", lost(hostile, understood=Understood(hostile, hostile), review=hostile))
    text = report(line, messages=(hostile,))
    assert all(c.isprintable() or c == "\n" for c in text)
    text.encode("utf-8")
    if "bold" in hostile:
        assert text.count(hostile) == 4


def test_huge_feedback_is_cut(report, result):
    text = report(result("1.a", lost("word " * 100_000)))
    assert len(text) < 20_000
    assert "characters left out" in text


def test_a_report_in_a_file_has_lines_of_a_hundred_characters(report, result):
    text = report(result("1.a", lost("word " * 100)))
    assert max(map(len, text.splitlines())) in (99, 100)


@pytest.mark.parametrize("columns", ["40", "80", "250"])
def test_the_width_is_the_one_that_is_asked_for(results, result, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    file = io.StringIO()
    print_report(results(result("1.a", lost("word " * 100))), file)
    assert max(map(len, file.getvalue().splitlines())) <= int(columns)


def test_a_run_without_lines_is_reported_too(report):
    assert "0 / 0" in report(messages=("Nothing is here.",))


def test_what_ran_again_stands_below_the_table(report, result):
    line = result("1.a", earned()).line
    ran = (Rerun(line, "float32", earned()), Rerun(line, "bfloat16", lost("a sign\nis wrong")))
    text = report(result("1.a", earned()), reruns=Reruns("Abacus", ran))
    assert text.splitlines()[-4:] == [
        "On Abacus, for information and without points:",
        "  1.a in float32: right",
        "  1.a in bfloat16: not right. a sign",
        "  is wrong",
    ]
