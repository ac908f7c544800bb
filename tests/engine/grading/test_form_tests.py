"""Public tests of the form of answers are made from the questions, where there are none by hand."""

import ast
import shutil
import subprocess
import sys

import pytest

from autograder.course import Assignment
from autograder.grading.form_tests import form_tests, functions_named
from autograder.grading.rubric import read_rubric
from autograder.grading.skeleton import TemplateError, skeleton
from autograder.grading.template import check, generate

REFERENCE = '''
"""Q1."""

from notation import (
    Derivation, E, Theta, dimension, gaussian_vector, index, integers, matrix, natural, question,
    real, sequence, size, vector,
)

d, n = dimension("d"), dimension("n")


@question("1.1", W=matrix(d, 2 * d), x=vector(2 * d), h=sequence(vector(d)), t=natural)
def hidden(W, x, h, t):
    """The state."""
    return W * x + h[t - 1]


@question("1.2", g=gaussian_vector(d), T=natural, i=index(d), k=integers(0, 5))
def scalar(g, T, i, k):
    """A number."""
    return g[i] * T + k


@question("1.3", x=real, mu=real)
def proof(x, mu):
    """From E(x + 1) to mu + 1."""
    return Derivation(E(x + 1)).equals(E(x) + 1, by="linearity").equals(mu + 1, by="mean")


@question("1.4", n=size)
def order(n):
    """An order."""
    return Theta(n)


@question("1.5")
def choice():
    """True or False."""
    return True


@question("1.6", A=matrix(n - 1, d))
def difference(A):
    """A."""
    return A
'''
RUBRIC = '''
from autograder.rubric import Choice, Derivation, Equal, Fact, Growth, Meaning, number, ref, weight


@number("1.1")
@weight(1)
def test_hidden(grade):
    """The state."""
    grade(ref.hidden, Equal())


@number("1.2")
@weight(1)
def test_scalar(grade):
    """A number."""
    grade(ref.scalar, Equal())


@number("1.3")
@weight(1)
def test_proof(grade):
    """A proof."""
    facts = {
        "linearity": Fact(kind="theorem", operators={"E": Meaning.LINEAR}),
        "mean": Fact(kind="hypothesis", means={"x": "mu"}),
    }
    grade(ref.proof, Derivation(facts=facts, random=("x",), most_facts=2))


@number("1.4")
@weight(1)
def test_order(grade):
    """An order."""
    grade(ref.order, Growth())


@number("1.5")
@weight(1)
def test_choice(grade):
    """A choice."""
    grade(ref.choice, Choice())


@number("1.6")
@weight(1)
def test_difference(grade):
    """A difference."""
    grade(ref.difference, Equal())
'''
BY_HAND = """
import q1_forms as q1
from notation import size


def test_order(ask, assert_expression):
    assert_expression(ask(q1.order, n=size), symbols=("scalar", "n"))
"""


@pytest.fixture
def assignment(tmp_path):
    """An assignment of six questions, of which a test by hand looks at the form of one."""
    for folder, name, text in (
        ("reference", "q1_forms.py", REFERENCE),
        ("tests/grading", "test_q1_forms.py", RUBRIC),
        ("tests/public", "test_q1_forms.py", BY_HAND),
    ):
        path = tmp_path / folder / "hw" / name
        path.parent.mkdir(parents=True)
        path.write_text(text.lstrip())
    return Assignment(tmp_path, "hw")


def made(assignment):
    path = assignment.reference / "q1_forms.py"
    skeletons = {path.name: skeleton(path.read_text(), str(path))}
    return form_tests(assignment, read_rubric(assignment.rubric), skeletons)


def test_all_of_it_stands_in_the_questions(assignment):
    """Domains as they are declared, the shape of the answer, the facts of the line; no choice."""
    (module,) = made(assignment).items()
    assert module[0] == "test_q1_forms_form.py"
    assert max(map(len, module[1].splitlines())) <= 100
    assert [
        [ast.unparse(statement) for statement in node.body]
        for node in ast.parse(module[1]).body
        if isinstance(node, ast.FunctionDef)
    ] == [
        [
            "value = ask(q1.hidden, W=matrix('d', '2*d'), x=vector('2*d'), "
            "h=sequence(vector('d')), t=natural)",
            "assert_expression(value, shape=('d', 1), symbols=('W', 'x', 'h', 't'))",
        ],
        [
            "value = ask(q1.scalar, g=gaussian_vector('d'), T=natural, i=index('d'), "
            "k=integers(0, 5))",
            "assert_expression(value, shape='scalar', symbols=('g', 'T', 'i', 'k'))",
        ],
        [
            "value = ask(q1.proof, x=real, mu=real)",
            "assert_derivation(value, facts=('linearity', 'mean'), most_facts=2)",
        ],
        [
            "value = ask(q1.difference, A=matrix(dimension('n') - 1, 'd'))",
            "assert_expression(value, shape=(dimension('n') - 1, 'd'), symbols=('A',))",
        ],
    ]


def test_they_pass_for_the_reference_and_not_for_another_form(assignment, tmp_path):
    """In the student's folder, where nothing of ours is."""
    rubric = read_rubric(assignment.rubric)
    generate(assignment, rubric)
    assert check(assignment, rubric) == []
    right = REFERENCE.lstrip()
    wrong = right.replace("W * x + h[t - 1]", "W").replace("g[i] * T + k", "g[i] + Symbol('z')")
    wrong = wrong.replace("import (\n", "import (\n    Symbol,\n").replace('by="mean"', 'by="x"')
    wrong = wrong.replace("E(x) + 1, by", "E(x) + Symbol('z'), by")
    for text, outcome in ((right, (5, 0)), (wrong, (2, 3))):
        folder = tmp_path / f"student{outcome[1]}"
        shutil.copytree(assignment.template, folder)
        (folder / "q1_forms.py").write_text(text)
        command = [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        run = subprocess.run(
            command, cwd=folder, env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        passed, failed = outcome
        assert f"{passed} passed" in run.stdout, run.stdout
        assert ("failed" in run.stdout) == bool(failed)
        assert not failed or f"{failed} failed" in run.stdout


def test_an_answer_without_a_meaning_is_named(assignment):
    path = assignment.reference / "q1_forms.py"
    path.write_text(path.read_text().replace("W * x + h[t - 1]", "W + x"))
    with pytest.raises(TemplateError, match=rf"{path}: 1\.1, hidden: "):
        made(assignment)


def test_a_reference_that_raises_is_named(assignment):
    path = assignment.reference / "q1_forms.py"
    path.write_text(path.read_text().replace("g[i] * T + k", "g[i] * (1 // 0)"))
    with pytest.raises(TemplateError, match=rf"{path}: 1\.2, scalar: .*ZeroDivisionError"):
        made(assignment)


def test_a_file_whose_forms_are_looked_at_by_hand_needs_none(assignment):
    """Nothing is run either: the reference could not be."""
    path = assignment.public / "test_q1_forms.py"
    names = ["hidden", "scalar", "proof", "difference"]
    path.write_text(
        f"import pytest\n{path.read_text()}\n\n@pytest.mark.parametrize('f', {names})\n"
        "def test_forms(ask, f, assert_expression):\n    assert_expression(ask(getattr(q1, f)))\n"
    )
    reference = assignment.reference / "q1_forms.py"
    before = reference.read_text()
    reference.write_text(f"{before}\n\nraise RuntimeError\n")
    assert made(assignment) == {}


@pytest.mark.parametrize(
    ("test", "named"),
    [
        ("def test_a(ask): ask(q1.f)", {"f"}),
        ("@mark.parametrize('f', ['f', ('g', 1)])\ndef test_a(f): ...", {"f", "g", "parametrize"}),
        ("def test_a(ask): ask(getattr(q1, 'f'))", {"f"}),
        ("def test_a(x): x(symbols=('f', 'g'))", set()),
    ],
)
def test_what_a_test_is_about(test, named):
    """A text that names symbols is about no function of that name."""
    assert functions_named(ast.parse(test).body[0]) == named
