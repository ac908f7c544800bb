"""Answers in LaTeX in a student's folder: they count where Python is not done, and are shown."""

import os
import shutil
import subprocess
import sys

import pytest

from autograder.course import Assignment
from autograder.grading import template
from autograder.grading.rubric import read_rubric
from autograder.sandbox.sharing import shared_zygote

REFERENCE = r'''"""Momentum."""

from notation import Derivation, dimension, log, matrix, natural, question, real, unit, vector

d = dimension("d")


@question("1", v=vector(d), beta=unit, t=natural, tex={"v": "v_t"}, name=r"\hat v_t")
def debiased(v, beta, t):
    """A rescaled v_t: d×1."""
    return v / (1 - beta**t)


@question("2", x=real, y=real)
def product(x, y):
    """Some of the two."""
    return log(x) * y


@question("3")
def is_biased():
    """True or False."""
    return True


@question("5", x=real)
def proof(x):
    """It is at least itself."""
    return Derivation(x).at_least(x)


@question("4")
def steps(count):
    """The numbers below count."""
    return list(range(count))
'''
PUBLIC_TEST = """\
import q2_momentum as q2
from notation import evaluate, natural, real, unit, vector


def test_debiased(ask, assert_expression):
    value = ask(q2.debiased, v=vector("d"), beta=unit, t=natural)
    assert_expression(value, shape=("d", 1), symbols=("v", "beta", "t"))
    assert list(evaluate(value, v=[1, 2], beta=0.5, t=1)) == [2, 4]


def test_product(ask, assert_expression):
    value = ask(q2.product, x=real, y=real)
    assert_expression(value, shape="scalar")
    assert evaluate(value, x=1, y=3) > 1


def test_bias(ask):
    assert isinstance(ask(q2.is_biased), bool)


def test_proof(ask, assert_derivation):
    assert_derivation(ask(q2.proof, x=real), facts=())


def test_steps(ask):
    assert ask(q2.steps, 2) == [0, 1]
"""
RUBRIC = "".join(
    f'@number("{number}")\n@weight(1)\ndef test_{number}(grade):\n    """It."""\n'
    f"    grade(ref.{name}, Equal())\n\n\n"
    for number, name in enumerate(("debiased", "product", "is_biased", "steps", "proof"), 1)
)


@pytest.fixture(scope="module")
def handed_out(tmp_path_factory, zygote):
    """The students' folder of a small assignment."""
    made = Assignment(tmp_path_factory.mktemp("course"), "hw")
    for folder, name, text in (
        (made.reference, "q2_momentum.py", REFERENCE),
        (made.public, "test_q2_momentum.py", PUBLIC_TEST),
        (made.rubric, "test_q2_momentum.py", RUBRIC),
    ):
        folder.mkdir(parents=True)
        (folder / name).write_text(text, "utf-8")
    with shared_zygote(lambda: zygote):
        template.generate(made, read_rubric(made.rubric))
    return made.template


@pytest.fixture
def folder(handed_out, tmp_path):
    """The students' folder, to be filled in."""
    return shutil.copytree(handed_out, tmp_path / "mine")


def in_latex(folder, **answers):
    """Write a document in LaTeX; ``_1`` is the answer to question 1."""
    body = "\n".join(
        f"\\begin{{answer}}{{{number.strip('_')}}}\nSo it is\n${text}$.\n\\end{{answer}}"
        for number, text in answers.items()
    )
    text = f"\\documentclass{{article}}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
    (folder / "hw.tex").write_text(text, "utf-8")


def in_python(folder, name, body):
    path = folder / "q2_momentum.py"
    before, after = path.read_text("utf-8").split(f"def {name}(")
    after = after.replace("raise NotImplementedError", body, 1)
    path.write_text(f"{before}def {name}({after}", "utf-8")


def public_tests(folder, *arguments):
    """Run pytest as a student does, where nothing of ours is installed."""
    environment = {n: v for n, v in os.environ.items() if not n.startswith(("PYTEST", "PY"))}
    environment |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error"]
    done = subprocess.run(
        [*command, *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


RIGHT = r"\hat v_t = \frac{v_t}{1 - \beta^t}"


def test_without_a_document_nothing_is_said_of_latex(folder):
    report = public_tests(folder)
    assert "5 skipped" in report
    assert "answers in LaTeX" not in report


def test_an_answer_in_latex_stands_for_a_function_that_is_not_done(folder):
    in_latex(folder, _1=RIGHT)
    report = public_tests(folder)
    assert "1 passed, 4 skipped" in report
    assert "1 (hw.tex, line 3) is understood as\n    v/(1 - beta**t)\n" in report


def test_it_is_held_to_the_same_tests(folder):
    in_latex(folder, _1=r"\beta")
    report = public_tests(folder)
    assert "The answer beta is a scalar, but d×1 is asked for." in report
    assert "1 failed, 4 skipped" in report


def test_it_stands_for_a_function_that_is_missing(folder):
    in_latex(folder, _1=RIGHT)
    path = folder / "q2_momentum.py"
    path.write_text(path.read_text("utf-8").replace("def debiased", "def unbiased"), "utf-8")
    assert "1 passed, 4 skipped" in public_tests(folder)


def test_it_stands_for_a_file_that_is_missing(folder):
    in_latex(folder, _1=RIGHT)
    (folder / "q2_momentum.py").unlink()
    report = public_tests(folder)
    assert "1 passed, 4 skipped" in report
    assert "steps is not done yet" in report


def test_a_missing_file_is_an_error_where_nothing_is_in_latex(folder):
    (folder / "q2_momentum.py").unlink()
    (folder / "thesis.tex").write_text("years of work", "utf-8")
    assert "No module named 'q2_momentum'" in public_tests(folder)


def test_data_is_read_too(folder):
    in_latex(folder, _3=r"\text{True}")
    report = public_tests(folder)
    assert "1 passed, 4 skipped" in report
    assert "3 (hw.tex, line 3) is understood as\n    True\n" in report


def test_python_counts_where_both_answer_and_differ(folder):
    in_latex(folder, _1=r"v_t \beta", _3=r"\text{True}")
    in_python(folder, "debiased", "return v / (1 - beta**t)")
    in_python(folder, "is_biased", "return False")
    report = public_tests(folder)
    assert "2 passed, 3 skipped" in report
    first = report[: report.index("[100%]")]
    for number, line in ((1, 3), (3, 7)):
        said = f"{number}: the answer in q2_momentum.py counts, and differs from the one in hw.tex"
        assert f"{said}, line {line}." in first


def test_latex_counts_where_python_fails(folder):
    in_latex(folder, _1=RIGHT)
    in_python(folder, "debiased", "return v / undefined")
    in_python(folder, "is_biased", "return undefined")
    report = public_tests(folder)
    assert "1 failed, 1 passed, 3 skipped" in report
    first = report[: report.index("[100%]")]
    fails = "1: the answer in q2_momentum.py fails (NameError)"
    assert f"{fails}: the one in hw.tex, line 3 counts." in first


def test_python_counts_where_latex_cannot_be_read(folder):
    in_latex(folder, _1=r"\frac{v_t}{1 - \xi^t}")
    in_python(folder, "debiased", "return v / (1 - beta**t)")
    report = public_tests(folder)
    assert "1 passed, 4 skipped" in report
    assert "counts, and the one in hw.tex, line 3 does not." in report[: report.index("[100%]")]


def test_nothing_is_said_where_both_are_the_same(folder):
    in_latex(folder, _1=RIGHT, _3=r"\text{True}")
    in_python(folder, "debiased", "return -v / (beta**t - 1)")
    in_python(folder, "is_biased", "return True")
    report = public_tests(folder)
    assert "2 passed, 3 skipped" in report
    assert "counts" not in report


def test_an_answer_that_cannot_be_read_is_shown_with_its_place(folder):
    in_latex(folder, _1=r"\frac{v_t}{1 - \xi^t}")
    report = public_tests(folder)
    assert "1 failed, 4 skipped" in report
    assert "1 (hw.tex, line 3) cannot be read:" in report
    assert "^" in report.partition("cannot be read:")[2]
    assert r"\xi" in report


def test_a_test_passes_where_it_does_for_one_of_several_readings(folder):
    """Log x · y is log(x) y, which is 0 at x = 1, or log(x y)."""
    in_latex(folder, _2=r"\log x\cdot y")
    report = public_tests(folder)
    assert "1 passed, 4 skipped" in report
    assert "2 (hw.tex, line 3) can be understood in 2 ways" in report
    assert "    log(x*y)\n" in report


def test_no_reading_that_fails_makes_a_test_pass(folder):
    in_latex(folder, _2=r"\log x\cdot y - 10")
    assert "1 failed, 4 skipped" in public_tests(folder)


def test_a_number_that_nobody_asks_for_is_told_first(folder):
    in_latex(folder, _11=RIGHT, _4="0")
    report = public_tests(folder)
    assert "hw.tex, line 3: no question 11 takes LaTeX; did you mean 1?" in report
    assert "hw.tex, line 7: no question 4 takes LaTeX" in report


def test_a_derivation_is_shown_step_by_step_and_its_reasons_may_be_prose(folder):
    in_latex(folder, _5=r"x = 2x - x \ge x \quad\text{of course}")
    report = public_tests(folder)
    assert "1 passed, 4 skipped" in report
    steps = report.partition("5 (hw.tex, line 3) is understood as\n")[2].splitlines()
    assert steps[0] == "    x"
    assert steps[2] == "    = 2*x - x"
    assert steps[4] == "    >= x    [of course]"


def test_of_several_chains_all_are_shown(folder):
    """One may be a lemma of another; which is meant the grader tells by its ends."""
    in_latex(folder, _5=r"3x = 2x + x = x + 2x \quad\text{so}\quad x = 2x - x \ge x")
    report = public_tests(folder)
    assert "1 passed, 4 skipped" in report
    steps = report.partition("5 (hw.tex, line 3) is understood as\n")[2].splitlines()
    assert [line for line in steps if line.strip() == "and"]


def test_a_side_of_a_derivation_that_cannot_be_read_is_named(folder):
    in_latex(folder, _5=r"x = \xi \ge x")
    report = public_tests(folder)
    assert "1 failed, 4 skipped" in report
    assert r"= \xi, which cannot be read: " in report


def test_of_two_documents_the_first_counts(folder):
    in_latex(folder, _3=r"\text{True}")
    shutil.copy(folder / "hw.tex", folder / "old.tex")
    report = public_tests(folder)
    assert "old.tex, line 3: 3 is answered in hw.tex, line 3, which counts." in report


def test_answers_to_other_files_are_not_shown(folder):
    """Whoever runs the tests of one file reads about that one."""
    in_latex(folder, _1=RIGHT)
    (folder / "test_other.py").write_text("def test_other():\n    pass\n", "utf-8")
    assert "is understood as" not in public_tests(folder, "test_other.py")
