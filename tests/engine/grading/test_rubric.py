"""A rubric is read from its source, and says the same as pytest and the decorators do."""

from fractions import Fraction
from pathlib import Path

import pytest

from autograder.grading.rubric import (
    CODE_SECONDS,
    SYMBOLIC_SECONDS,
    Rubric,
    RubricError,
    RubricLine,
    grading_order,
    read_rubric,
)
from autograder.grading.rubric_modules import RubricPackage

HEADER = "from autograder.rubric import *\n"


@pytest.fixture
def write(tmp_path):
    def write(source, name="test_q1_a.py"):
        folder = tmp_path / "hw1"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(source)
        return folder

    return write


EVERYTHING = f"""{HEADER}
@number("2.3.x")
@weight(1.25)
@visibility("after_published")
@tags("hard", "code")
@code
@counts_with("2.3.y")
@cancels("2.3")
@follows("2.3.y", "2.3.z")
def test_x(grade):
    '''The first
    paragraph.

    The second is for teachers.
    '''

@number("2.3.y")
@partial_credit(3)
def test_y(set_score=None):
    "Another."

@number("2.3.z")
def test_z(grade):
    "A third."
"""


def test_a_line_is_read_with_everything_that_is_set_on_it(write):
    folder = write(EVERYTHING, "test_q2_models.py")
    rubric = read_rubric(folder)
    first, second, _ = rubric.lines
    assert first == RubricLine(
        number="2.3.x", name="The first paragraph.", weight=Fraction(5, 4),
        module=folder / "test_q2_models.py", test="test_x", visibility="after_published",
        tags=("hard", "code"), code=True, counts_with="2.3.y", cancels="2.3",
        follows=("2.3.y", "2.3.z"),
    )  # fmt: skip
    assert (first.question_file, first.seconds) == ("q2_models.py", CODE_SECONDS)
    assert (second.weight, second.seconds, second.code) == (3, SYMBOLIC_SECONDS, False)
    assert (rubric.assignment, rubric.total) == ("hw1", Fraction(17, 4))
    assert rubric.question_files == ("q2_models.py",)


def test_lines_come_in_the_order_of_files_and_of_their_source(write):
    write(HEADER + "@number('2')\ndef test_b():\n 'B'\n", "test_q2_b.py")
    folder = write(HEADER + "@number('1.z')\ndef test_z():\n 'Z'\n@number('1.a')\ndef test_a():\n"
                   " 'A'\n", "test_q1_a.py")  # fmt: skip
    assert [line.number for line in read_rubric(folder).lines] == ["1.z", "1.a", "2"]
    assert read_rubric(folder).question_files == ("q1_a.py", "q2_b.py")


def test_what_has_no_number_is_no_line(write):
    folder = write(HEADER + "def helper(): pass\ndef test_of_the_rubric_itself(): pass\n"
                   "@number('1')\ndef test_a():\n 'A'\n")  # fmt: skip
    assert len(read_rubric(folder).lines) == 1


def test_nothing_is_imported(write):
    folder = write("raise SystemExit\nimport no_such_module\n" + HEADER
                   + "@number('1')\n@weight(2)\ndef test_a():\n 'A'\n")  # fmt: skip
    assert read_rubric(folder).total == 2


def test_decorators_may_be_reached_through_their_module(write):
    source = "import autograder.rubric as r\n@r.number('1')\n@r.weight(2)\ndef test_a():\n 'A'\n"
    assert read_rubric(write(source)).lines[0].weight == 2


LINE = "@number('1')\n@weight({})\ndef test_a():\n 'A'\n"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("def test_a(:\n", "test_q1_a.py:1: invalid syntax"),
        ("\n@number('1')\ndef test_a(): pass\n", "test_q1_a.py:3: test_a has no docstring"),
        (LINE.format("2 * n"), "test_q1_a.py:2: the arguments of @weight are not literals"),
        (LINE.format("f'{1}'"), "test_q1_a.py:2: the arguments of @weight are not literals"),
        (LINE.format(""), "test_q1_a.py:2: @weight without its argument"),
        (LINE.format("val=2"), "test_q1_a.py:2: @weight takes its arguments by position"),
        (LINE.format("'two'"), "test_q1_a.py:3: test_a: a weight of 'two' is no number"),
        (LINE.format("-1"), "test_q1_a.py:3: test_a: a weight of -1 is below zero"),
        (LINE.format("1e999"), "test_q1_a.py:3: test_a: a weight of inf is no number"),
        (LINE.format("1") * 2, "test_q1_a.py:7: more than one line has the number 1"),
        (
            "@number('1')\n@counts_with('2')\ndef test_a():\n 'A'\n",
            "test_q1_a.py:3: 1 counts with an unknown line",
        ),
        (
            "@number('1')\n@follows('2')\ndef test_a():\n 'A'\n",
            "test_q1_a.py:3: 1 follows 2, an unknown line",
        ),
        (
            "@number('1')\n@follows('1')\ndef test_a():\n 'A'\n",
            "test_q1_a.py:3: lines follow each other in a circle: 1 → 1",
        ),
        (
            "@number('1')\n@follows('2')\ndef test_a():\n 'A'\n"
            "@number('2')\n@follows('3')\ndef test_b():\n 'B'\n"
            "@number('3')\n@follows('2')\ndef test_c():\n 'C'\n",
            "test_q1_a.py:7: lines follow each other in a circle: 2 → 3 → 2",
        ),
        (
            "@number('1')\n@follows('2')\ndef test_a():\n 'A'\n"
            "@number('2')\n@code\ndef test_b():\n 'B'\n",
            "test_q1_a.py:3: 1 follows 2, which is code",
        ),
        (
            "@number('1')\n@follows()\ndef test_a():\n 'A'\n",
            "test_q1_a.py:2: @follows without its argument",
        ),
        (
            "@number('1.b')\n@follows('1.a')\ndef test_b(grade):\n 'B'\n"
            " grade(ref.b, Equal(following='{1.a: t=1} + {1.c}'))\n"
            "@number('1.a')\ndef test_a():\n 'A'\n@number('1.c')\ndef test_c():\n 'C'\n",
            "test_q1_a.py:3: test_b: a text quotes the answer to 1.c: say @follows('1.c')",
        ),
    ],
)
def test_a_rubric_that_cannot_be_read_names_file_and_line(write, source, message):
    with pytest.raises(RubricError) as caught:
        read_rubric(write(source))
    assert message in str(caught.value)


PAIR = """
@number('1')
@visibility({!r})
{}
def test_a():
    'A'

@number('2')
@visibility({!r})
{}
def test_b():
    'B'
"""


@pytest.mark.parametrize(
    ("first", "second", "depends", "refused"),
    [
        ("visible", "after_published", "@counts_with('2')", True),
        ("after_due_date", "hidden", "@counts_with('2')", True),
        ("visible", "after_published", "@cancels('g')", True),
        ("visible", "after_published", "@follows('2')", True),
        ("after_published", "visible", "@follows('2')", False),
        ("after_published", "visible", "@cancels('g')", True),
        ("after_published", "visible", "@counts_with('2')", False),
        ("after_published", "after_published", "@cancels('g')", False),
        ("visible", "after_published", "", False),
    ],
)
def test_no_line_tells_how_one_ended_that_is_shown_later(write, first, second, depends, refused):
    both = depends if "cancels" in depends else ""
    folder = write(HEADER + PAIR.format(first, depends, second, both))
    if refused:
        with pytest.raises(RubricError, match="is shown later: give it @visibility"):
            read_rubric(folder)
    else:
        assert len(read_rubric(folder).lines) == 2


def test_no_line_follows_one_of_another_file(write):
    write(HEADER + "@number('2')\ndef test_b():\n 'B'\n", "test_q2_b.py")
    folder = write(HEADER + "@number('1')\n@follows('2')\ndef test_a():\n 'A'\n")
    with pytest.raises(RubricError, match="1 follows 2, which is in another file"):
        read_rubric(folder)


def test_a_folder_without_a_rubric_is_an_error(tmp_path):
    with pytest.raises(RubricError, match="no rubric here"):
        read_rubric(tmp_path)


def test_a_name_has_the_points_of_its_line_and_of_its_clauses(write):
    folder = write(HEADER + """
@number("1")
@weight(6)
def test_x(grade):
    "Worth {points}: values {points:values}, {points:1/4} for ties."
    grade(ref.x, BeamSearch(clauses=Clauses({"values": 2, "ties": 1})))
""")  # fmt: skip
    (line,) = read_rubric(folder).lines
    assert line.name == "Worth 6: values 4, 1.5 for ties."
    assert line.clauses == {"values": Fraction(2, 3), "ties": Fraction(1, 3)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Worth 2 points.", "a text says '2 points': write {points}"),
        ("Worth {points:speed}.", "no clause is called 'speed'"),
    ],
)
def test_points_are_written_nowhere_else(write, text, told):
    source = f"{HEADER}@number('1')\n@weight(2)\ndef test_x(grade):\n    {text!r}\n"
    with pytest.raises(RubricError, match=told):
        read_rubric(write(source))


# ------------------------------------------------------------------------------- selection


def line(number, **rest):
    return RubricLine(number=number, name=number, weight=Fraction(1), module=Path("test_q.py"),
                      test=number, **rest)  # fmt: skip


CHAINED = Rubric(
    "hw",
    (
        line("2.1"),
        line("2.2.cost"),
        line("2.2.feasible", counts_with="2.2.cost"),
        line("2.20.x"),
        line("3.1.a", cancels="3"),
        line("3.2.b", cancels="3", counts_with="3.3.c"),
        line("3.3.c", counts_with="3.4.d"),
        line("3.4.d"),
        line("3.5.e"),
        line("4.1.f", follows=("4.2.g", "3.5.e")),
        line("4.2.g", follows=("4.3.h",)),
        line("4.3.h"),
    ),
)


@pytest.mark.parametrize(
    ("prefix", "numbers"),
    [
        ("2.2", ["2.2.cost", "2.2.feasible"]),
        ("2.2.", ["2.2.cost", "2.2.feasible"]),
        ("2.2.feasible", ["2.2.cost", "2.2.feasible"]),
        ("2.2.cost", ["2.2.cost"]),
        ("2.20", ["2.20.x"]),
        ("2", ["2.1", "2.2.cost", "2.2.feasible", "2.20.x"]),
        ("3.1", ["3.1.a", "3.2.b", "3.3.c", "3.4.d"]),
        ("3.3", ["3.3.c", "3.4.d"]),
        ("3.5", ["3.5.e"]),
        ("4.1", ["3.5.e", "4.1.f", "4.2.g", "4.3.h"]),
        ("2.2.c", []),
        ("5", []),
        ("", []),
    ],
)
def test_a_selection_has_everything_that_it_depends_on(prefix, numbers):
    selected = CHAINED.select(prefix)
    assert [line.number for line in selected.lines] == numbers
    assert selected.assignment == "hw"


# ------------------------------------------------------------------------------- the order


def test_lines_are_graded_after_those_they_follow_and_code_comes_last():
    lines = (
        line("1.code", code=True, follows=("3.last",)), line("1.a"),
        line("2.early", follows=("3.last", "elsewhere")), line("3.last", follows=("1.a",)),
    )  # fmt: skip
    order = [line.number for line in grading_order(lines)]
    assert order == ["1.a", "3.last", "2.early", "1.code"]


def test_the_order_of_lines_that_follow_none_is_the_rubrics():
    numbers = ["3.1.a", "3.2.b", "3.3.c", "3.4.d", "3.5.e"]
    assert [line.number for line in grading_order(CHAINED.select("3").lines)] == numbers


# ---------------------------------------------- what the decorators set, and pytest collects


def test_the_source_says_what_the_decorators_set(write):
    folder = write(EVERYTHING, "test_q2_models.py")
    package = RubricPackage(folder)
    for line in read_rubric(folder).lines:
        test = getattr(package.load(line.module), line.test)
        assert line.number == test.__number__
        assert line.weight == Fraction(str(getattr(test, "__weight__", 0)))
        assert line.visibility == getattr(test, "__visibility__", "visible")
        assert line.tags == tuple(getattr(test, "__tags__", ()))
        assert line.code == getattr(test, "__code_line__", False)
        assert line.counts_with == getattr(test, "__counts_with__", "")
        assert line.cancels == getattr(test, "__cancels__", "")
        assert line.follows == getattr(test, "__follows__", ())
