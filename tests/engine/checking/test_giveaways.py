"""An answer is found in what students get, however it is written there."""

import pytest

from autograder.checking.giveaways import giveaways_in, hands_out


@pytest.fixture
def folder(assignment):
    return assignment.template


def test_nothing_is_found_where_nothing_is_said(bench, folder):
    assert list(giveaways_in(folder, bench())) == []


@pytest.mark.parametrize(
    "text",
    [
        "Answer: it is 1 - beta**t, of course.",
        "Answer: it is $1 - \\beta^{t}$, of course.",
        "Answer: it is 1 − βᵗ, of course.",
        "Answer: it is 1 -\nbeta ** t, of course.",
    ],
)
def test_an_answer_is_found_where_it_stands(bench, folder, line_number, text):
    page = folder / "README.md"
    page.write_text(f"{page.read_text()}\n{text}\n")
    [problem] = giveaways_in(folder, bench())
    assert problem.place == f"{page}:{line_number(page, 'Answer: ')}"
    assert "the answer to 2.weights" in problem.what


def test_an_answer_is_found_in_how_symbols_are_written(bench, folder):
    table = folder / "checks" / "latex_table.py"
    text = table.read_text("utf-8")
    table.write_text(text.replace('["t"]', r'["t", "1 - \\beta^{t}"]'), "utf-8")
    [problem] = giveaways_in(folder, bench())
    assert problem.place.startswith(f"{table}:")
    assert "the answer to 2.weights" in problem.what


def test_an_answer_is_found_under_the_name_that_its_docstring_has(bench, assignment, replace_in):
    replace_in(assignment.reference / "q2_average.py", "    beta: in (0, 1).  t: integer ≥ 1.\n",
               "    beta (b_0): in (0, 1).  t: integer ≥ 1.\n")  # fmt: skip
    page = assignment.template / "README.md"
    page.write_text("The weights come to 1 - b_0^t.\n")
    assert [problem.place for problem in giveaways_in(page.parent, bench())] == [f"{page}:1"]


def test_the_steps_of_a_derivation_are_answers(bench, folder):
    page = folder / "README.md"
    page.write_text("On the way stands beta (1 - beta) E(x) + (1 - beta) E(y).\n")
    [problem] = giveaways_in(folder, bench())
    assert "2.expectation" in problem.what


def test_what_the_course_lists_is_found(bench, assignment, folder):
    listed = assignment.variants / "giveaways"
    listed.write_text("[1.shifted]\nfind: shift(s|ed)?(does)?not(hing)?\ntext: shifts do nothing\n")
    page = folder / "README.md"
    page.write_text("A shift does nothing to it.\n")
    [problem] = giveaways_in(folder, bench())
    assert problem.place == f"{page}:1"
    assert f"{listed}:2" in problem.what


def test_a_folder_is_searched_alone(assignment, tmp_path):
    (tmp_path / "page.md").write_text("1 - beta**t")
    [problem] = hands_out(tmp_path, assignment)
    assert problem.place == f"{tmp_path / 'page.md'}:1"
