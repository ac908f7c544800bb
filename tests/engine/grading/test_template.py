"""The student's folder is complete, stands on its own, and is never left half made."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.course import Assignment
from autograder.grading import template
from autograder.grading.rubric import read_rubric
from autograder.grading.template import TemplateError

PACKAGE = Path(template.__file__).parents[1]
LATEX = sorted(f"checks/latex/{path.name}" for path in (PACKAGE / "latex").glob("*.py"))

REFERENCE = '''\
"""Momentum."""

from notation import dimension, natural, question, unit, vector

d = dimension("d")


@question("2.3.debiased", v=vector(d), beta=unit, t=natural)
def debiased(v, beta, t):
    """A rescaled v_t: d×1."""
    return v / (1 - beta**t)


@question("2.4.steps")
def steps(count):
    """The numbers below count."""
    return list(range(count))
'''

PUBLIC_TEST = """\
from notation import evaluate, natural, unit, vector

import q2_momentum


def test_debiased(ask, assert_expression):
    value = ask(q2_momentum.debiased, v=vector("d"), beta=unit, t=natural)
    assert_expression(value, shape=("d", 1), symbols=("v", "beta", "t"))
    assert list(evaluate(value, v=[1, 2], beta=0.5, t=1)) == [2, 4]


def test_steps(ask):
    assert ask(q2_momentum.steps, 2) == [0, 1]
"""


RUBRIC = '''\
@number("2.3.debiased")
@weight(3)
def test_debiased(grade):
    """Without bias."""
    grade(ref.debiased, Sum(clauses=Clauses({"the factor": 2, "the rest": 4})))


@number("2.4.steps")
@weight(1.5)
def test_steps(grade):
    """Steps."""
'''


@pytest.fixture
def sources(tmp_path):
    """A small assignment."""
    made = Assignment(tmp_path, "hw")
    reference, public = made.reference, made.public
    for folder in (reference, public, made.rubric):
        folder.mkdir(parents=True)
    (reference / "q2_momentum.py").write_text(REFERENCE, "utf-8")
    (reference / "helper.py").write_text("SECRET = 1\n", "utf-8")
    (reference / "notes.txt").write_text("SECRET", "utf-8")
    (public / "test_q2_momentum.py").write_text(PUBLIC_TEST, "utf-8")
    (public / "__pycache__").mkdir()
    (public / "__pycache__" / "left.pyc").write_bytes(b"")
    (made.rubric / "test_q2_momentum.py").write_text(RUBRIC, "utf-8")
    return made


def generate(assignment):
    """Make the folder by the points that the rubric says."""
    template.generate(assignment, read_rubric(assignment.rubric))


def check(assignment):
    """Return what differs from what would be made by the rubric's points."""
    return template.check(assignment, read_rubric(assignment.rubric))


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def run_public_tests(folder, warnings="error"):
    """Run pytest as a student does, where nothing of ours is installed."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "PY"))
    }
    environment |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", warnings]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def answer(folder, name, body):
    """Fill in one question of a template."""
    path = folder / "q2_momentum.py"
    before, after = path.read_text("utf-8").split(f"def {name}(")
    after = after.replace("raise NotImplementedError", body, 1)
    path.write_text(f"{before}def {name}({after}", "utf-8")


def test_the_folder_has_the_questions_the_tests_and_what_they_need(sources):
    generate(sources)
    assert sorted(contents(sources.template)) == [
        "README.md",
        "checks/__init__.py",
        "checks/citing.py",
        "checks/derivations.py",
        "checks/file_names.py",
        "checks/import_guards.py",
        "checks/imports.py",
        *LATEX,
        "checks/latex_answers.py",
        "checks/latex_plugin.py",
        "checks/latex_table.py",
        "checks/missing_packages.py",
        "checks/newer_syntax.py",
        "checks/reading.py",
        "checks/undone.py",
        "conftest.py",
        "hw.tex",
        "notation.py",
        "pytest.ini",
        "q2_momentum.py",
        "test_q2_momentum.py",
    ]
    notation = PACKAGE / "notation.py"
    assert (sources.template / "notation.py").read_bytes() == notation.read_bytes()
    parts = ("import_guards.py", "imports.py", "missing_packages.py")
    others = ("file_names.py", "newer_syntax.py", "reading.py")
    for part in (*(f"guest/{name}" for name in parts), *(f"grading/{name}" for name in others)):
        copied = sources.template / "checks" / Path(part).name
        assert copied.read_bytes() == (PACKAGE / part).read_bytes()


def test_nothing_of_an_answer_is_in_the_folder(sources):
    generate(sources)
    for content in contents(sources.template).values():
        assert b"SECRET" not in content
    assert b"1 - beta" not in contents(sources.template)["q2_momentum.py"]


def test_the_readme_names_files_numbers_and_packages(sources):
    generate(sources)
    readme = (sources.template / "README.md").read_text("utf-8")
    assert "| `q2_momentum.py` | 2.3.debiased, 2.4.steps |" in readme
    assert "python -m pytest test_q2_momentum.py" in readme
    assert "The standard library, numpy, sympy, torch" in readme
    assert "Python 3.10 reads" in readme


def test_what_may_be_written_in_latex_has_its_place_there(sources):
    """No code; and where there is nothing, no document."""
    path = sources.reference / "q2_momentum.py"
    more = '@question("2.3.debiased", v=vector(d), beta=unit, t=natural'
    text = path.read_text("utf-8").replace(more, rf'{more}, tex={{"v": r"v_t"}}')
    path.write_text(text, "utf-8")
    generate(sources)
    document = (sources.template / "hw.tex").read_text("utf-8")
    assert document.startswith("% Answers in LaTeX to hw: ")
    assert "% symbols: v_t, \\beta, t\n\\begin{answer}{2.3.debiased}\n\n\\end{answer}" in document
    assert document.count("\n\\begin{answer}") == 1
    readme = (sources.template / "README.md").read_text("utf-8")
    assert "in [hw.tex](hw.tex), which says how\nthe symbols are written" in readme
    assert "files if they import any, `hw.tex`;\none .zip" in readme
    (sources.rubric / "test_q2_momentum.py").write_text(RUBRIC.partition("@number")[0], "utf-8")
    generate(sources)
    assert not (sources.template / "hw.tex").exists()
    assert "hw.tex" not in (sources.template / "README.md").read_text("utf-8")


def test_the_python_that_an_assignment_promises_is_named(sources):
    (sources.reference / "python").write_text("3.12\n")
    generate(sources)
    assert "Python 3.12 reads" in (sources.template / "README.md").read_text("utf-8")
    assert "GRADED_WITH = (3, 12)\n" in (sources.template / "checks" / "__init__.py").read_text(
        "utf-8"
    )
    (sources.reference / "python").write_text("soon")
    with pytest.raises(TemplateError, match="not a version of Python"):
        generate(sources)


def test_an_untouched_template_is_skipped_question_by_question(sources):
    generate(sources)
    report = run_public_tests(sources.template)
    assert "2 skipped" in report
    assert "debiased is not done yet" in report
    assert "steps is not done yet" in report


def test_right_answers_pass(sources):
    generate(sources)
    answer(sources.template, "debiased", "return v / (1 - beta**t)")
    answer(sources.template, "steps", "return [0, 1][:count]")
    assert "2 passed" in run_public_tests(sources.template)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("pass", "The function returns None: is a `return` missing?"),
        ("return 'v'", "The answer 'v' cannot be read: `str` cannot be part of an expression"),
        ("return v * v", "v is d×1 and v is d×1: their product in this order does not exist"),
        ("return v.T", "The answer v.T is 1×d, but d×1 is asked for."),
        ("return beta", "The answer beta is a scalar, but d×1 is asked for."),
        ("return v * Symbol('w')", "speaks of w; the question speaks of v, beta, t"),
        ("return v / (1 - beta)**2", "== [2, 4]"),
        ("return exp(v, 1)", "exp takes 1 argument"),
    ],
)
def test_a_wrong_answer_is_told_what_is_wrong(sources, body, message):
    generate(sources)
    answer(sources.template, "debiased", body)
    report = run_public_tests(sources.template)
    assert message in report
    assert "1 failed, 1 skipped" in report


def test_an_answer_may_speak_of_the_sizes_that_are_asked_for(sources):
    generate(sources)
    answer(sources.template, "debiased", 'return eye("d") * v / (1 - beta**t)')
    assert "1 passed, 1 skipped" in run_public_tests(sources.template)


# -------------------------------------------------- what the grader looks at beside the answers


def begin(folder, text):
    """Put something at the beginning of a question file."""
    path = folder / "q2_momentum.py"
    path.write_text(f"{text}\n{path.read_text('utf-8')}", "utf-8")


REFUSAL = "No module named 'scipy': you may use your own files, the standard library and notation"


def test_an_import_that_the_grader_does_not_have_is_a_warning_and_no_failure(sources):
    """`scipy` and `click` are installed here; a student may have them too."""
    generate(sources)
    answer(sources.template, "steps", "return list(range(count))")
    begin(sources.template, "import matplotlib.pyplot as plt\nfrom scipy.special import softmax")
    report = run_public_tests(sources.template, "default")
    assert "1 passed, 1 skipped, 2 warnings" in report
    assert f"q2_momentum.py:2: UserWarning: The grader says: {REFUSAL}" in report


def test_only_where_such_a_package_is_used_a_test_is_red(sources):
    generate(sources)
    begin(sources.template, "import scipy.special, helper")
    (sources.template / "helper.py").write_text("import math, random\n", "utf-8")
    answer(sources.template, "debiased", "return v / (1 - beta**t)")
    answer(sources.template, "steps", "return scipy.special.softmax([1.0])")
    report = run_public_tests(sources.template, "default")
    assert "1 failed, 1 passed, 1 warning" in report
    assert f"ModuleNotFoundError: {REFUSAL}" in report


def test_an_import_that_may_fail_fails_as_it_does_in_the_grader(sources):
    generate(sources)
    begin(sources.template, "try:\n    import scipy\nexcept ImportError:\n    scipy = None")
    answer(sources.template, "steps", "return list(range(count)) if scipy is None else 0")
    assert "1 passed, 1 skipped" in run_public_tests(sources.template)


def test_what_the_python_that_grades_does_not_read_is_red(sources):
    """The one that runs these tests may read it; the one that was promised does not."""
    generate(sources)
    begin(sources.template, "try:\n    pass\nexcept* ValueError:\n    pass\n")
    answer(sources.template, "steps", "return list(range(count))")
    report = run_public_tests(sources.template)
    if sys.version_info >= (3, 11):
        assert "2 failed" in report
        assert (
            "q2_momentum.py, line 3: Python 3.11 and later read this (`except*`, PEP 654); the "
            "grader runs Python 3.10. Write `except`."
        ) in report
    else:
        assert "SyntaxError" in report


def test_a_file_that_ends_everything_costs_its_own_tests_and_is_named(sources):
    (sources.public / "test_q3_other.py").write_text("def test_other():\n    pass\n", "utf-8")
    generate(sources)
    begin(sources.template, "import sys\nsys.exit(0)")
    report = run_public_tests(sources.template)
    assert "q2_momentum.py, line 2: sys.exit(0)\nThis ends everything: take it away" in report
    assert "1 passed, 1 error" in report


@pytest.mark.parametrize(
    "other",
    [
        "Q2_Momentum.ipynb",
        "q2_momentum (1).py",
        "Copy of q2_momentum.py",
        "12345_doe_q2_momentum.py",
        "q2 momentum.py.txt",
        "q2_momentum/__init__.py",
        "handed in/q2_momentum.py",
    ],
)
def test_a_second_form_of_a_file_is_a_warning(sources, other):
    """The grader's own names decide, wherever the form lies."""
    generate(sources)
    answer(sources.template, "steps", "return list(range(count))")
    path = sources.template / other
    path.parent.mkdir(exist_ok=True)
    path.write_text("def debiased(v, beta, t): ...\ndef steps(count): ...\n", "utf-8")
    forms = sorted([other, "q2_momentum.py"], key=lambda form: (form.count("/"), form))
    report = run_public_tests(sources.template, "default")
    assert f"{' and '.join(forms)} are 2 forms of one file: keep the one that is" in report
    assert "1 warning" in report


def test_what_is_no_form_of_a_file_is_no_warning(sources):
    """Each would be one of two forms, and a warning is an error here."""
    generate(sources)
    for other in (
        "q2_momentum_old.py", "q2_momentum.txt", "test_q2_momentum (1).py", ".venv/q2_momentum.py",
        "__MACOSX/q2_momentum.py", "q2_momentum/notes.txt",
    ):  # fmt: skip
        path = sources.template / other
        path.parent.mkdir(exist_ok=True)
        path.write_text("", "utf-8")
    assert "2 skipped" in run_public_tests(sources.template)


def test_a_fresh_template_has_no_differences(sources):
    generate(sources)
    assert check(sources) == []


def test_every_difference_is_found(sources):
    generate(sources)
    target = sources.template
    (target / "conftest.py").unlink()
    (target / "extra.py").write_text("", "utf-8")
    answer(target, "steps", "return []")
    (target / "__pycache__").mkdir()
    (target / ".pytest_cache").mkdir()
    assert check(sources) == ["conftest.py", "extra.py", "q2_momentum.py"]


def test_without_a_folder_everything_differs(sources):
    assert len(check(sources)) == 20 + len(LATEX)
    assert not sources.template.exists()


def test_a_folder_is_replaced_as_a_whole(sources):
    generate(sources)
    (sources.template / "old.py").write_text("", "utf-8")
    generate(sources)
    assert check(sources) == []
    assert [path.name for path in sources.template.parent.iterdir()] == ["hw"]


def test_a_folder_that_cannot_be_made_leaves_the_old_one_whole(sources):
    generate(sources)
    before = contents(sources.template)
    (sources.reference / "q9.py").write_text('@question("9")\ndef f():\n    return 1\n', "utf-8")
    with pytest.raises(TemplateError, match="f has no docstring"):
        generate(sources)
    assert contents(sources.template) == before


def test_a_file_in_the_way_leaves_nothing_behind(sources):
    (sources.public / "sub").mkdir()
    (sources.public / "sub" / "x").write_text("", "utf-8")
    (sources.public / "test_q2_momentum.py").rename(sources.public / "README.md")
    with pytest.raises(TemplateError, match=r"README\.md would be in the template twice"):
        generate(sources)
    assert not sources.template.parent.exists()


def test_what_is_no_template_is_not_replaced(sources):
    sources.template.mkdir(parents=True)
    (sources.template / "thesis.tex").write_text("years of work", "utf-8")
    with pytest.raises(TemplateError, match="not a template; it is not replaced"):
        generate(sources)
    assert contents(sources.template) == {"thesis.tex": b"years of work"}


def test_an_empty_folder_is_filled(sources):
    sources.template.mkdir(parents=True)
    generate(sources)
    assert check(sources) == []


def test_folders_that_are_missing_or_empty_are_named(sources):
    (sources.reference / "q2_momentum.py").unlink()
    with pytest.raises(TemplateError, match="reference/hw: no file declares a question"):
        generate(sources)
    shutil.rmtree(sources.reference)
    with pytest.raises(TemplateError, match="reference/hw: no such folder"):
        generate(sources)


def test_everyone_may_read_the_folder(sources):
    generate(sources)
    usual = sources.reference.stat().st_mode
    assert sources.template.stat().st_mode == usual


def test_all_is_sorted():
    assert template.__all__ == sorted(template.__all__)


def test_points_are_put_into_the_texts(sources):
    """A title has those of its file, a question its own, and those of a clause."""
    path = sources.reference / "q2_momentum.py"
    text = path.read_text("utf-8")
    text = text.replace('"""Momentum.', '"""Momentum ({points} points).')
    text = text.replace("A rescaled v_t: d×1.", "A rescaled v_t: {points:the factor} of {points}.")
    path.write_text(text, "utf-8")
    generate(sources)
    made = contents(sources.template)["q2_momentum.py"].decode()
    assert '"""Momentum (4.5 points).' in made
    assert "A rescaled v_t: 1 of 3." in made


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A rescaled v_t, for 3 points.", "says '3 points': write {points}"),
        ("A rescaled v_t, for {points:speed}.", "no clause is called 'speed'"),
    ],
)
def test_points_that_the_rubric_does_not_say_are_refused(sources, text, told):
    path = sources.reference / "q2_momentum.py"
    path.write_text(path.read_text("utf-8").replace("A rescaled v_t: d×1.", text), "utf-8")
    with pytest.raises(TemplateError, match=told):
        generate(sources)


def test_a_question_without_a_line_has_no_points(sources):
    path = sources.reference / "q2_momentum.py"
    text = path.read_text("utf-8").replace("2.4.steps", "2.4.other")
    path.write_text(text.replace("The numbers below count.", "Worth {points}."), "utf-8")
    with pytest.raises(TemplateError, match="no line in the rubric"):
        generate(sources)
