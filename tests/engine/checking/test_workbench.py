"""Answers share what they can, and are graded as they would be alone."""

import pytest

from autograder.checking.variants import read_variant, variants_of
from autograder.grading.documents import LatexDocument


def verdicts(bench, number):
    """Return the verdicts on the variants of a line."""
    line = bench.line(number)
    for path in variants_of(bench.assignment.variants / number):
        variant = read_variant(path)
        yield from bench.grade(line, variant.answer, defines=variant.defines, seed=7)


@pytest.mark.parametrize("number", ["1.variance", "2.weights", "2.expectation", "3.code"])
def test_with_one_seed_all_is_the_same_shared_or_not(bench, number):
    shared, alone = bench(), bench(shared=False)
    assert list(verdicts(shared, number)) == list(verdicts(alone, number))


def test_answers_to_a_line_share_a_seed_and_others_have_another(bench):
    shared = bench()
    seeds = set()
    for number in ("2.weights", "2.weights", "2.cost"):
        with shared.session(shared.reference.sources, number) as session:
            seeds.add(session.seed_for(number))
    assert len(seeds) == 2


def test_what_is_not_shared_has_the_seed_of_its_bytes(bench):
    alone = bench(shared=False)
    line = alone.line("2.weights")
    seeds = set()
    for answer in (b"", b"\n# Another.\n"):
        with alone.session(alone.sources_with(line, answer), line.number) as session:
            seeds.add(session.seed_for(line.number))
    assert len(seeds) == 2


def test_code_runs_in_several_precisions_of_one_session(bench):
    here = bench()
    line = here.line("3.code")
    ends = [v.share for v in here.grade(line, b"", dtypes=("float64", "float32", "bfloat16"))]
    assert ends == [1, 1, 1]


def test_an_earlier_line_that_is_answered_as_well_is_graded_first(bench, assignment, replace_in):
    """So that one goes on from it, as in a submission."""
    rubric = assignment.rubric / "test_q2_average.py"
    replace_in(rubric, "    number,\n", "    follows,\n    number,\n")
    replace_in(rubric, '@number("2.cost")\n', '@number("2.cost")\n@follows("2.weights")\n')
    replace_in(rubric, "Growth(", 'Growth(following="t*d*{2.weights: beta=0}", ')
    here = bench()
    line = here.line("2.cost")
    wrong = b"def weights(beta, t):\n    return t\n\n\ndef cost(t, d):\n    return t**2*d\n"
    [alone] = here.grade(line, wrong)
    [after] = here.grade(line, wrong, defines=frozenset({"weights", "cost"}))
    assert alone.share == 0
    assert (after.share, after.notes[0]) == (1, "followed")


@pytest.mark.usefixtures("in_latex")
def test_latex_stands_in_the_place_of_what_python_says(bench):
    """The reference's own Python would be right whatever a document says."""
    ends = {}
    for share in (True, False):
        here = bench(shared=share)
        line = here.line("2.weights")
        for path in sorted((here.assignment.variants / "2.weights").glob("*.tex")):
            [verdict] = here.grade(line, read_variant(path).answer)
            ends.setdefault(path.stem, set()).add((verdict.share, verdict.notes))
    assert ends == {
        "right_turned": {(1, ())},
        "wrong_last_weight": {(0, ("last weight",))},
        "wrong_one": {(0, ("wrong",))},
    }


def test_an_earlier_line_that_a_document_answers_is_graded_first(bench, assignment, replace_in):
    rubric = assignment.rubric / "test_q2_average.py"
    replace_in(rubric, "    number,\n", "    follows,\n    number,\n")
    replace_in(rubric, '@number("2.cost")\n', '@number("2.cost")\n@follows("2.weights")\n')
    replace_in(rubric, "Growth(", 'Growth(following="t*d*{2.weights: beta=0}", ')
    here = bench()
    wrong = LatexDocument(
        "wrong.tex",
        rb"\begin{answer}{2.weights}$t$\end{answer} \begin{answer}{2.cost}$t^2d$\end{answer}",
    )
    line = here.line("2.cost")
    [alone] = here.grade(line, wrong)
    [after] = here.grade(line, wrong, defines=frozenset({"2.weights", "2.cost"}))
    assert alone.share == 0
    assert (after.share, after.notes[0]) == (1, "followed")


def test_what_is_said_of_an_answer_in_latex_is_said_in_latex(bench):
    """And in the words of `notation` where the answer is Python."""
    here = bench()
    line = here.line("2.weights")
    document = LatexDocument("a.tex", rb"\begin{answer}{2.weights}$\beta^t + t$\end{answer}")
    [latex] = here.grade(line, document)
    [python] = here.grade(line, b"def weights(beta, t):\n    return beta**t + t\n")
    assert latex.understood.plain == latex.understood.latex == r"t + \beta^{t}"
    assert python.understood.plain == "t + beta**t"
    assert python.message.replace("beta = ", r"\beta = ") == latex.message != python.message
