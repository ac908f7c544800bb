"""A better answer never earns less than a worse one.

Which of two is the better answer stands in ``tests/rankings``, in the form that its README
describes: for each line of the rubric, groups of answers from the best to the worst.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from fractions import Fraction

import pytest

from autograder.checking.variants import read_variant
from autograder.course import Course
from rubric_lines import ASSIGNMENTS, PROJECT, line_of, reference_of, rubric_of

_SECTION = re.compile(r"^# =+ (\S+)$", re.MULTILINE)
_HEADING = re.compile(r"^# (given|\d+: .+)$", re.MULTILINE)
_VARIANT = re.compile(r"(?:right|wrong)_\w+")


@dataclass(frozen=True)
class Answer:
    """An answer, the number of its group and what it is.

    It is a snippet of the table, or a variant, which says itself what it earns: that this is so is
    seen by `autograder check`.
    """

    rank: int
    title: str
    code: bytes = b""
    earns: Fraction | None = None


@dataclass(frozen=True)
class Ranking:
    """The answers to a line, from the best to the worst, and the file in which they stand."""

    assignment: str
    file: str
    number: str
    answers: tuple[Answer, ...]


def definition_of(assignment, number):
    """Return the syntax of what the reference answers a question by."""
    for source in reference_of(assignment).sources.values():
        for node in ast.parse(source).body:
            for decorator in getattr(node, "decorator_list", ()):
                if ast.unparse(decorator).startswith(f"question({number!r}"):
                    return node
    raise LookupError(f"the reference of {assignment} has no question {number}")


def written_out(definition, text):
    """Return a module that defines what the text does; its last expression is what is returned."""
    body = ast.parse(text).body
    if definition.name not in {getattr(node, "name", "") for node in body}:
        if isinstance(body[-1], ast.Expr):
            body[-1] = ast.Return(body[-1].value)
        parameters = ast.unparse(definition.args)
        (function,) = ast.parse(f"def {definition.name}({parameters}): pass").body
        function.body = body
        body = [function]
    tree = ast.fix_missing_locations(ast.Module(body, type_ignores=[]))
    return f"from notation import *\n\n{ast.unparse(tree)}\n".encode()


def read_section(assignment, file, number, text):
    """Read what stands below the name of a line."""
    before, *parts = _HEADING.split(text)
    where = f"{assignment}/{file}, {number}"
    assert not before.strip(), f"{where}: begins with a heading '# 1: …', not with {before.strip()}"
    definition, variants = definition_of(assignment, number), PROJECT / "tests" / "variants"
    given, answers, rank = "", [], 0
    for heading, body in zip(parts[::2], parts[1::2], strict=True):
        if heading == "given":
            given = body
            continue
        group, _, title = heading.partition(": ")
        assert int(group) in (max(rank, 1), rank + 1), f"{where}: {group} comes after {rank}"
        rank, names = int(group), body.split()
        if all(_VARIANT.fullmatch(name) for name in names):
            paths = [variants / assignment / number / f"{name}.py" for name in names]
            read = [read_variant(path) for path in paths]
            answers += [Answer(rank, v.path.stem, earns=v.earns) for v in read]
        else:
            answers.append(Answer(rank, title, written_out(definition, given + body)))
    return Ranking(assignment, file, number, tuple(answers))


def rankings_of(assignment):
    for path in sorted((PROJECT / "tests" / "rankings" / assignment).glob("*.py")):
        _, *parts = _SECTION.split(path.read_text())
        for number, text in zip(parts[::2], parts[1::2], strict=True):
            yield read_section(assignment, path.name, number, text)


RANKINGS = [ranking for assignment in ASSIGNMENTS for ranking in rankings_of(assignment)]


def complaints(graded):
    """Yield what is unfair: every worse answer that earns more, and better ones beside it."""
    last = graded[-1][0].rank
    for answer, share in graded:
        better = [
            f"{other.title!r} ({less})"
            for other, less in graded
            if other.rank < answer.rank and less < share
        ]
        if better:
            yield f"{answer.title!r} ({share}) earns more than what is better: {', '.join(better)}"
        if answer.rank == 1 and share != 1:
            yield f"{answer.title!r} ({share}) is right and does not earn all"
        if answer.rank == last and share != 0:
            yield f"{answer.title!r} ({share}) is among the worst and earns something"


@pytest.mark.parametrize("ranking", RANKINGS, ids=lambda r: f"{r.assignment}-{r.number}")
def test_a_better_answer_never_earns_less(bench, ranking):
    """Shares never rise along a ranking; the best earn all, the worst nothing."""
    graded_by = bench(Course(PROJECT).assignment(ranking.assignment))
    line, graded = line_of(ranking.assignment, ranking.number), []
    for answer in ranking.answers:
        if answer.earns is not None:
            graded.append((answer, answer.earns))
            continue
        defines = frozenset(getattr(node, "name", "") for node in ast.parse(answer.code).body)
        [verdict] = graded_by.grade(line, answer.code, defines=defines)
        assert not verdict.state.ours, f"{answer.title}: {verdict.review}"
        slipped = "exception" in verdict.notes
        assert not slipped, f"{ranking.file}, {answer.title}: {verdict.message}"
        graded.append((answer, verdict.share))
    unfair = list(complaints(graded))
    if unfair:
        pytest.fail("\n".join(unfair), pytrace=False)


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_line_is_ranked_once(assignment):
    """Each line of the rubric has a ranking, in the file of its question, and nothing else has."""
    ranked = [(r.file, r.number) for r in RANKINGS if r.assignment == assignment]
    lines = [(line.question_file, line.number) for line in rubric_of(assignment).lines]
    assert sorted(ranked) == sorted(lines)


@pytest.mark.parametrize("ranking", RANKINGS, ids=lambda r: f"{r.assignment}-{r.number}")
def test_a_ranking_has_several_answers(ranking):
    """At least four, and at least one that is right and one that is not."""
    assert len(ranking.answers) >= 4
    assert ranking.answers[0].rank < ranking.answers[-1].rank


def test_an_unfair_verdict_is_complained_about():
    """Each of the rules: points that rise, a right answer that loses, a worst that earns."""
    ranks = {"best": 1, "good": 2, "poor": 3}
    answers = [Answer(rank, title) for title, rank in ranks.items()]
    told = {
        shares: len(list(complaints(list(zip(answers, shares, strict=True)))))
        for shares in [(1, 1, 0), (1, 0, 0), (1, 0.5, 0), (0, 0, 0), (1, 0.5, 0.25), (0, 0.5, 0)]
    }
    assert list(told.values()) == [0, 0, 0, 1, 1, 2]
