"""`autograder variant` makes a variant of what a group of a class answered."""

import json
import shutil

import pytest
from click.testing import CliRunner

from autograder.checking.variants import read_variant
from autograder.cli import commands
from autograder.course import Course
from autograder.grading.template import generate
from small_course import COURSE, NAME, RUBRIC

WEIGHTS = {
    "ann": "return 1 + beta**t  # Ann",
    "ben": "return beta**t + 1",
    "cleo": "return beta",
    "dan": "return 1 - beta**t",
}
WIDTH = "def ends(row):\n    '''Ann wrote this.'''\n    return max(row)\n\n\ndef width():\n    {}\n"


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A class of four that was graded, and its course."""
    folder = tmp_path_factory.mktemp("class")
    root = folder / "course"
    shutil.copytree(COURSE.root, root)
    course = Course(root)
    generate(course.assignment(NAME), RUBRIC)
    right = course.assignment(NAME).submissions / "excellent"
    for name, body in WEIGHTS.items():
        shutil.copytree(right, folder / "in" / name)
        average = folder / "in" / name / "q2_average.py"
        cost = "return t**2 * d" if name == "dan" else "raise NotImplementedError"
        average.write_text(
            f"{average.read_text()}\n\ndef weights(beta, t):\n    {body}\n"
            f"\n\ndef cost(t, d):\n    {cost}\n"
        )
        spread = folder / "in" / name / "q1_spread.py"
        body = "return [ends(row) for row in X]" if name < "cleo" else "return ends(X[0])"
        spread.write_text(spread.read_text() + "\n\n" + WIDTH.format(body))
    outcome = call("batch", folder / "in", "--out", folder / "out", "--quiet", course=root)
    assert outcome.exit_code == 0, outcome.output
    return folder


def call(*arguments, course):
    return CliRunner().invoke(commands, [*map(str, arguments), "--course", str(course)])


@pytest.fixture
def variant(graded):
    """Call the command on that class."""

    def variant(line, *arguments, name="some_mistake"):
        place = f"{graded / 'out'}:{line}"
        return call("variant", name, "--from", place, *arguments, course=graded / "course")

    return variant


def test_the_largest_lost_group_becomes_a_variant_that_says_what_it_earns(graded, variant):
    outcome = variant("2.weights", "--says", "A plus in place of the minus")
    assert outcome.exit_code == 0, outcome.output
    path = graded / "course" / "tests" / "variants" / NAME / "2.weights" / "wrong_some_mistake.py"
    made = read_variant(path)
    assert made.defines == {"weights"}
    text = path.read_text()
    assert "A plus in place of the minus." in text
    assert "return beta**t + 1" in text
    assert "Ann" not in text
    again = variant("2.weights")
    assert again.exit_code == 2
    assert "is there already" in again.output
    assert path.read_text() == text


@pytest.mark.parametrize("option", ["--print", "--misreading"])
def test_what_is_not_answered_gives_way_to_what_is(variant, option):
    """Three have left it out, and one has answered it."""
    outcome = variant("2.cost", option, name="square")
    assert outcome.exit_code == 0, outcome.output
    assert "t**2" in outcome.output


def test_code_comes_with_what_it_needs_and_without_comments(variant):
    outcome = variant("1.width", "--print")
    assert outcome.exit_code == 0, outcome.output
    assert "def ends(row):" in outcome.output
    assert "wrote this" not in outcome.output
    assert outcome.output.startswith('"""earns ')


def test_a_group_is_chosen_by_its_id(graded, variant):
    data = json.loads(
        call_groups(graded, "--line", "2.weights", "--json").output
    )  # as a person would look for it
    ids = {group["submissions"][0]: group["id"] for group in data["lines"][0]["groups"]}
    assert "return beta\n" in variant("2.weights", "--print", "--group", ids["cleo"]).output
    right = variant("2.weights", "--print", "--group", ids["dan"])
    assert right.output.startswith('"""earns all\n')


def call_groups(graded, *arguments):
    return CliRunner().invoke(commands, ["groups", str(graded / "out"), *arguments])


@pytest.mark.parametrize(
    ("line", "arguments", "why"),
    [
        ("9.none", (), "has no line '9.none'"),
        ("2.weights", ("--group", "value:none"), "is no group; there are value:"),
        ("2.weights", ("--group", "value:"), "is several groups; there are value:"),
        ("1.mean", (), "nobody has lost anything"),
    ],
)
def test_what_there_is_not_is_told(variant, line, arguments, why):
    outcome = variant(line, *arguments)
    assert outcome.exit_code == 2
    assert why in " ".join(outcome.output.split())


def test_a_name_that_no_file_should_have_is_refused(variant):
    outcome = variant("2.weights", name="../x")
    assert outcome.exit_code == 2
    assert "take small letters" in outcome.output


def test_a_misreading_names_the_answer_for_the_rubric(variant):
    outcome = variant("2.weights", "--misreading", "--says", "Look at the sign.")
    assert outcome.exit_code == 0, outcome.output
    assert outcome.output.splitlines()[1:] == [
        '"some mistake": Misreading(',
        '    answer="beta**t + 1",',
        "    share=Fraction(1, 2),",
        '    message="Look at the sign.",',
        "),",
    ]
    place = outcome.output.splitlines()[0]
    assert "test_q2_average.py:" in place


def test_what_is_no_expression_has_its_misreading_in_the_reference(variant):
    outcome = variant("1.width", "--misreading")
    assert outcome.exit_code == 2
    assert "is no expression" in " ".join(outcome.output.split())
