"""All parts of a question stand together, each with its place."""

import re

import pytest

from autograder.authoring.refusal import AuthoringError
from autograder.authoring.show import shown_question


def test_every_part_has_its_place(assignment):
    text = shown_question(assignment, "1.2")
    places = re.findall(r"\S+/\S+\.py(?::\d+)?|\S+/expected:\d+", text)
    assert len(places) == len(set(places)) == 10
    for place in places:
        path, _, line = place.partition(":")
        lines = (assignment.course / path).read_text().splitlines()
        if line:
            assert re.search(r"def \w*convolution|^1\.2 ", lines[int(line) - 1]), place
        else:
            assert "/variants/hw2026/1.2/" in path
    for said in ("1 of 3", "earns 2/3: entries", "Its kernel is 1, 2, −1", "misreadings = {"):
        assert said in text


def test_what_goes_on_from_it_is_told_and_what_it_goes_on_from(assignment):
    path = assignment.rubric / "test_q1_softplus_slope.py"
    text = path.read_text().replace(
        '@number("1.2")', '@number("1.2")\n@follows("1.1")\n@cancels("group")'
    )
    path.write_text(text)
    assert "followed by  1.2" in shown_question(assignment, "1.1")
    after = shown_question(assignment, "1.2")
    assert "follows  1.1" in after
    assert "cancels with" in after


def test_a_test_that_is_made_is_shown_where_it_lies(assignment):
    form = assignment.template / "test_q2_growing_step_form.py"
    form.write_text("def test_the_form_of_growing_step(ask):\n    pass\n")
    shown = shown_question(assignment, "2.1.witness")
    assert f"public test, made  {form.relative_to(assignment.course)}:1" in shown


def test_a_question_without_a_line_says_so(assignment):
    path = assignment.reference / "q2_growing_step.py"
    path.write_text(path.read_text() + '\n\n@question("2.7")\ndef f():\n    """F."""\n')
    text = shown_question(assignment, "2.7")
    assert "(no line)" in text
    assert "variants  none" in text
    assert "public tests  none" in text


def test_a_line_without_a_question_is_told(assignment):
    path = assignment.rubric / "test_q2_growing_step.py"
    path.write_text(path.read_text() + '\n\n@number("2.7")\ndef test_f(grade):\n    """F."""\n')
    with pytest.raises(AuthoringError, match=rf"{path}: the line 2\.7 has no question"):
        shown_question(assignment, "2.7")


def test_a_number_that_is_nearly_one(assignment):
    with pytest.raises(AuthoringError, match=r"did you mean 2\.1\.witness\?"):
        shown_question(assignment, "2.1.witnes")


def test_it_is_shown_how_symbols_are_written_in_latex(assignment):
    table = assignment.template / "checks" / "latex_table.py"
    row = {
        "symbols": [["g", "sequence[real]", ["g_{i}", "g^{({i})}"]], ["beta", "unit", [r"\beta"]]],
        "names": ["v_t"],
        "ranges": [["i", "1", "t"]],
    }
    table.write_text(f"QUESTIONS = {{'2.1.witness': {row}}}\n", "utf-8")
    shown = shown_question(assignment, "2.1.witness")
    assert (
        f"in LaTeX  {table.relative_to(assignment.course)}\n    g: g_{{i}}, g^{{({{i}})}}" in shown
    )
    assert "\n    beta: \\beta\n    what is asked for: v_t\n" in shown
    assert "a sum over i alone: from 1 to t" in shown
    assert "in LaTeX" not in shown_question(assignment, "1.2")


def test_variants_in_latex_stand_beside_the_others(assignment):
    path = assignment.variants / "1.2" / "wrong_one.tex"
    path.write_text("% earns half: sign\n% More.\n\\begin{answer}{1.2}$1$\\end{answer}\n")
    shown = shown_question(assignment, "1.2")
    assert f"{path.relative_to(assignment.course)}  earns half: sign\n" in shown
