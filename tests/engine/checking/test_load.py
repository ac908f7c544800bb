"""What is told before anything is graded: with its place, and what to do about it."""

import pytest

from autograder.checking.load import outcomes_at_load, outcomes_of_sources, problems_at_load


@pytest.fixture
def told(assignment, bench):
    """Return what is told at load of the assignment as it is by now."""

    def told():
        outcomes = outcomes_of_sources(assignment)
        if not any(outcome.problems for outcome in outcomes):
            outcomes += outcomes_at_load(bench())
        found = (problem for outcome in outcomes for problem in outcome.problems)
        return list(dict.fromkeys(found))

    return told


def test_nothing_is_told_of_an_assignment_without_fault(told):
    assert told() == []


def test_it_can_be_asked_alone(assignment, replace_in, line_number):
    rubric = assignment.rubric / "test_q2_average.py"
    replace_in(rubric, 'answer="1 - beta"', 'answer="1 - bta"')
    [problem] = problems_at_load(assignment)
    assert problem.place == f"{rubric}:{line_number(rubric, '1 - bta')}"


# A text that stands once in the rubric of the second question, what takes its place, and what is
# said at that place.
SPOILT = {
    "a misreading with an unknown symbol": (
        'answer="1 - beta"', 'answer="1 - bta"', "1 - bta", "did you mean beta?",
    ),
    "a misreading that does not parse": (
        'answer="1 - beta"', 'answer="1 - beta)"', "1 - beta)", "1 - beta)",
    ),
    "a misreading of another function": (
        'answer="1 - beta"', "answer=ref.wieghts", "def test_weights", "did you mean ref.weights?",
    ),
    "an accepted form with an unknown symbol": (
        "Equal(misreadings", 'Equal(accepted={"no t": "1 - beta**T"}, misreadings', "1 - beta**T",
        "did you mean t?",
    ),
    "an accepted form of another shape": (
        "Equal(misreadings", 'Equal(accepted={"all": "ones(t)"}, misreadings', "ones(t)",
        "the reference's answer is a scalar",
    ),
    "accepted forms without names": (
        "Equal(misreadings", 'Equal(accepted=["1 - beta**t"], misreadings', "1 - beta**t",
        "where each has a name",
    ),
    "properties without names": (
        "Equal(misreadings=", "Equal(properties=(), misreadings=", "def test_weights",
        "Equal(properties=…) is a `tuple`",
    ),
    "an option that is misspelt": (
        "Equal(misreadings", "Equal(misreading", "Equal(misreading", "unexpected keyword",
    ),
    "a milestone with an unknown symbol": (
        "beta*(1 - beta)*E(x) + (1 - beta)*E(y)", "beta*(1 - beta)*E(x) + E(z)", "E(z)",
        "z is no symbol",
    ),
    "a fact about an unknown symbol": (
        '{"x": "mu", "y": "mu"}', '{"x": "mu", "why": "mu"}', '"why"', "why is no symbol",
    ),
    "a fact made of an unknown symbol": (
        '{"x": "mu", "y": "mu"}', '{"x": "mu", "y": "nu"}', '"nu"',
        "nu is no symbol of the question; there is x, y, mu, beta",
    ),
    "a fact about what is no stand-in": (
        'operators={"E": Meaning.LINEAR}', 'operators={"norm2": Meaning.LINEAR}', '"norm2"',
        "not among `opaque`",
    ),
    "a random symbol that is none": (
        'random=("x", "y")', 'random=("x", "yy")', '"yy"', "yy is no symbol",
    ),
    "a relation that is none": (
        'random=("x", "y"),', 'random=("x", "y"),\n            relation="=<",', '"=<"',
        "no relation",
    ),
    "a distractor that is no fact": (
        'random=("x", "y"),', 'random=("x", "y"),\n            distractors=("linear",),',
        '"linear"', "did you mean linearity?",
    ),
    "a weight that is missing": ("@weight(2)\n", "", "def test_weights", "has no @weight"),
    "another function's line": (
        "grade(ref.weights", "grade(ref.cost", "def test_weights", "ref.weights",
    ),
    "an exception": (
        "last = Misreading(", "last = 1 / 0\n    last = Misreading(", "1 / 0", "ZeroDivisionError",
    ),
    "a syntax error": ("def test_weights(grade):", "def test_weights(grade:", "(grade:", ""),
    "a number twice": (
        '@number("2.expectation")', '@number("2.weights")', "", "2.weights",
    ),
    "an import that is not there": (
        '"""Q2 of warmup."""', '"""Q2 of warmup."""\nimport nowhere_at_all', "nowhere_at_all",
        "No module named",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILT)
def test_what_is_spoilt_in_a_rubric_is_told_where_it_stands(
    told, assignment, replace_in, line_number, name
):
    old, new, marked, said = SPOILT[name]
    rubric = assignment.rubric / "test_q2_average.py"
    replace_in(rubric, old, new)
    problems = told()
    place = f"{rubric}:{line_number(rubric, marked)}" if marked else str(rubric)
    found = [p for p in problems if p.place == place or (not marked and p.place.startswith(place))]
    assert found, "\n".join(map(str, problems))
    assert said in str(found[0])
    assert "Traceback" not in str(found[0])


def test_the_options_of_a_checker_are_named_where_one_is_misspelt(told, assignment, replace_in):
    rubric = assignment.rubric / "test_q2_average.py"
    replace_in(rubric, "Equal(misreadings", "Equal(misreading")
    remedies = [problem.remedy for problem in told()]
    assert any("did you mean `misreadings`?" in remedy for remedy in remedies)


def test_a_number_twice_names_both_places(told, assignment, replace_in, line_number):
    rubric = assignment.rubric / "test_q2_average.py"
    replace_in(rubric, '@number("2.expectation")', '@number("2.weights")')
    [problem] = told()
    first, second = (line_number(rubric, f"def test_{n}") for n in ("weights", "expectation"))
    assert problem.place == f"{rubric}:{second}"
    assert f"{rubric}:{first}" in problem.what


def test_a_question_without_a_line_is_told(told, assignment, line_number):
    reference = assignment.reference / "q2_average.py"
    source = reference.read_text()
    reference.write_text(f'{source}\n\n@question("2.more")\ndef more():\n    """One."""\n')
    [lineless, *others] = told()
    assert lineless.place == f"{reference}:{line_number(reference, 'def more')}"
    assert "2.more has no line" in lineless.what
    assert "ref.more" in lineless.remedy
    assert [other.place for other in others] == [lineless.place]  # no public test names it either


def test_a_question_that_is_graded_with_another_one_needs_no_line(told, assignment):
    reference = assignment.reference / "q2_average.py"
    public = assignment.public / "test_q2_average.py"
    text = "One.\n\n    It is graded with 2.cost.\n    "
    more = f'\n\n@question("2.more")\ndef more():\n    """{text}"""\n'
    reference.write_text(reference.read_text() + more)
    public.write_text(f"{public.read_text()}\n\ndef test_more(ask):\n    ask(q2.more)\n")
    assert told() == []


def test_a_line_without_a_question_is_told(told, assignment, replace_in):
    replace_in(assignment.reference / "q2_average.py", '@question("2.cost", t', "@dict(t")
    replace_in(assignment.reference / "q2_average.py", "@dict(t=natural, d=natural)\n", "")
    [problem] = told()
    assert "2.cost has no question" in problem.what
    assert '@question("2.cost")' in problem.remedy


def test_a_question_twice_is_told(told, assignment, replace_in):
    reference = assignment.reference / "q2_average.py"
    replace_in(reference, '@question("2.cost"', '@question("2.weights"')
    assert any("declared already" in problem.what for problem in told())


def test_a_reference_that_cannot_be_imported_is_told(told, assignment, replace_in, line_number):
    reference = assignment.reference / "q2_average.py"
    replace_in(reference, "t=natural)\ndef weights", "t=naturel)\ndef weights")
    [problem] = told()
    assert problem.place == f"{reference}:{line_number(reference, 'naturel')}"
    assert "NameError" in problem.what


def test_a_reference_that_does_not_parse_is_told(told, assignment, replace_in):
    reference = assignment.reference / "q2_average.py"
    replace_in(reference, "def cost(t, d):", "def cost(t, d:")
    assert [problem.place.partition(":")[0] for problem in told()] == [str(reference)]


def test_a_reference_that_raises_is_told(told, assignment, replace_in, line_number):
    replace_in(assignment.reference / "q2_average.py", "return t * d", "return t / 0 * oops")
    rubric = assignment.rubric / "test_q2_average.py"
    [problem] = told()
    assert problem.place == f"{rubric}:{line_number(rubric, 'def test_cost')}"
    assert "oops" in problem.what


def test_a_regime_is_read(told, assignment, replace_in, line_number):
    rubric = assignment.rubric / "test_q2_average.py"
    replace_in(rubric, "Growth(", 'Growth(regime=("d <= e",), ')
    [problem] = told()
    assert problem.place == f"{rubric}:{line_number(rubric, 'd <= e')}"
    assert "e" in problem.what


def test_without_public_tests_students_have_none(told, assignment):
    tests = assignment.public / "test_q2_average.py"
    tests.unlink()
    [problem] = told()
    assert problem.place == str(tests)


def test_a_question_that_no_public_test_names_is_told(told, assignment, line_number):
    tests = assignment.public / "test_q2_average.py"
    tests.write_text(tests.read_text().replace("q2.cost", "q2.weights"))
    reference = assignment.reference / "q2_average.py"
    [problem] = told()
    assert problem.place == f"{reference}:{line_number(reference, 'def cost')}"


def test_a_checker_of_the_courses_own_says_what_is_misstated(told, assignment, replace_in):
    (assignment.rubric / "own.py").write_text(
        "from dataclasses import dataclass\n"
        "from autograder.rubric import Misstated, earned\n\n\n"
        "@dataclass(frozen=True)\nclass Own:\n    unit: str\n\n"
        "    def check(self, line):\n        return earned()\n\n"
        "    def misstated(self, line):\n"
        "        if self.unit not in line.question.symbols:\n"
        "            yield Misstated(self.unit, 'no such unit')\n"
    )
    rubric = assignment.rubric / "test_q2_average.py"
    source = rubric.read_text()
    head, mark, _ = source.partition("grade(ref.cost")
    rubric.write_text(f"{head}{mark}, Own('metre'))\n".replace("import (", "import (  # fmt: skip"))
    replace_in(rubric, '"""Q2 of warmup."""', '"""Q2 of warmup."""\nfrom .own import Own')
    [problem] = told()
    assert "`metre`: no such unit" in problem.what


@pytest.mark.parametrize("spoil", ["unlink", "empty"])
def test_a_secret_that_is_missing_is_told(told, assignment, spoil):
    """Git leaves it out, so a copy of the course may lack it."""
    secret = assignment.reference / "secret"
    if spoil == "unlink":
        secret.unlink()
    else:
        secret.write_text("\n")
    [problem] = told()
    assert problem.place == str(secret)
    assert "openssl rand" in problem.remedy
