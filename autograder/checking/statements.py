"""Whether what a line of the rubric states can be read, before the first answer is graded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from types import ModuleType
from typing import Any

from autograder.checkers.common.known_answers import Misreading
from autograder.checkers.common.line import Checker, Line, Unanswered
from autograder.checkers.common.ref import Target
from autograder.checkers.following.check import misstated_following
from autograder.checkers.symbolic.misstated import Misstated, meant, misstated_answers
from autograder.grading.endings import Endings
from autograder.grading.rubric import RubricError, RubricLine

from .places import place_of_text, told
from .questions import problem_of_file, problem_of_line
from .report import Problem, placed
from .workbench import Workbench

__all__ = ["problems_of_line"]

_KEYWORD = re.compile(r"(\w+)\.__init__\(\) got an unexpected keyword argument '(\w+)'")
_TABLE = re.compile(r"(typing\.|collections\.abc\.)?([Mm]apping|dict)\b")
_MARKS = {
    "number": "__number__",
    "weight": "__weight__",
    "visibility": "__visibility__",
    "follows": "__follows__",
    "counts_with": "__counts_with__",
    "cancels": "__cancels__",
}


def problems_of_line(bench: Workbench, line: RubricLine) -> Iterator[Problem]:
    """Yield what is wrong with a line, as far as that shows without an answer."""
    try:
        check = bench.check(line)
        test = bench.test(line)
    except RubricError as error:
        place, what = placed(str(error), line.place)
        yield Problem(place, what, _remedy(what, bench.module(line)))
        return
    yield from _problems_of_marks(line, test)
    if check is None:
        return
    target, checker = check
    if problem := problem_of_file(bench, line):
        yield problem
        return
    if problem := problem_of_line(bench, line, target.name):
        yield problem
        return
    yield from _unknown_functions(bench, line, checker)
    if unnamed := list(_without_names(line, checker)):
        yield from unnamed
        return
    try:
        stated = _line(bench, line, target)
        if stated.question.symbols:
            stated.reference.answer()
        for misstated in _misstated(bench, line, checker, stated):
            yield _problem(line, misstated)
    except Unanswered as error:
        yield Problem(line.place, error.verdict.review or error.verdict.message)
    except Exception as error:  # of a checker: the course's own, or one that was told nonsense
        yield Problem(line.place, told(error, bench.assignment.rubric))


def _module(line: RubricLine) -> str:
    return line.question_file.removesuffix(".py")


def _line(bench: Workbench, line: RubricLine, target: Target) -> Line:
    """Return a line to which nothing has been submitted.

    Raises:
        Unanswered: The reference does not say what it needs.
    """
    question = bench.running.question(line, target)
    reference = bench.running.calls(line, question, seed=0)
    nothing: Any = _Nothing()
    followed = Endings(bench.running).followed(line, 0)
    return Line(question, nothing, reference, 0, followed=followed)


class _Nothing:
    """In the place of what was submitted."""

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError(f"nothing is submitted yet: `misstated` asks for `{name}`")


def _misstated(
    bench: Workbench, line: RubricLine, checker: Checker, stated: Line
) -> Iterator[Misstated]:
    own = getattr(checker, "misstated", None)
    if own is not None:
        yield from own(stated)
    if getattr(checker, "following", ""):
        yield from misstated_following(checker, stated)
    for misreading in _within(checker, Misreading):
        for number, answer in misreading.then.items():
            yield from _misstated_then(bench, line, number, answer)


def _misstated_then(
    bench: Workbench, line: RubricLine, number: str, answer: Target | str
) -> Iterator[Misstated]:
    """Yield what is wrong with what is right in a later line after a misreading."""
    later = next((other for other in bench.rubric.lines if other.number == number), None)
    if later is None or line.number not in later.follows:
        yield Misstated(number, f"{number} does not follow {line.number}")
        return
    check = bench.check(later)
    if check is not None and isinstance(answer, str):
        yield from misstated_answers(_line(bench, later, check[0]), [answer])


def _unknown_functions(bench: Workbench, line: RubricLine, checker: Checker) -> Iterator[Problem]:
    """Yield the functions that a checker names and the reference's file lacks."""
    there = bench.running.workers.load(_module(line))
    assert isinstance(there, Mapping)
    for target in dict.fromkeys(_within(checker, Target)):
        if target.name not in there:
            close = meant(target.name, there, "ref.{}")
            file = bench.assignment.reference / line.question_file
            what = f"{line.number} names ref.{target.name}, which {file} lacks{close}"
            yield Problem(line.place, what, "Define it there, or mend the name.")


def _without_names(line: RubricLine, checker: Checker) -> Iterator[Problem]:
    """Yield the options of a checker that go by names and are given without: a list, or a text."""
    for record in _records(checker):
        for item in fields(record):
            given = getattr(record, item.name)
            if _TABLE.match(str(item.type)) and not isinstance(given, Mapping | None):
                kind, what = type(record).__name__, type(given).__name__
                text = next((part for part in _within(given, str)), "")
                yield Problem(
                    place_of_text(line, text) if text else line.place,
                    f"{line.number}: {kind}({item.name}=…) is a `{what}`, where each has a name",
                    f'Write {item.name}={{"what it is called": …}}: students or results have it.',
                )


def _records(checker: Any) -> Iterator[Any]:
    """Yield a checker and those that it combines."""
    if is_dataclass(checker) and not isinstance(checker, type):
        yield checker
        for item in fields(checker):
            held = getattr(checker, item.name)
            for part in held.values() if isinstance(held, Mapping) else [held]:
                yield from _records(part)


def _within(value: Any, kind: type) -> Iterator[Any]:
    """Yield what is of a kind within a checker: a record, with tables and rows of such things."""
    if isinstance(value, kind):
        yield value
    held: Any = ()
    if is_dataclass(value) and not isinstance(value, type):
        held = (getattr(value, item.name) for item in fields(value))
    elif isinstance(value, Mapping):
        held = value.values()
    elif isinstance(value, (tuple, list, set, frozenset)):
        held = value
    for part in held:
        yield from _within(part, kind)


def _problems_of_marks(line: RubricLine, test: Any) -> Iterator[Problem]:
    """Yield where a test is marked otherwise than its source reads: then points are not clear."""
    there = {name: getattr(test, attribute, None) for name, attribute in _MARKS.items()}
    credit = getattr(test, "__weight__", None)
    if credit is None:
        remedy = "Say @weight(…); @weight(0) where it is asked for without points."
        yield Problem(line.place, f"{line.number} has no @weight", remedy)
        there.pop("weight")
    read = {
        "number": line.number,
        "weight": line.weight,
        "visibility": line.visibility if there["visibility"] is not None else None,
        "follows": line.follows or there["follows"],
        "counts_with": line.counts_with or there["counts_with"],
        "cancels": line.cancels or there["cancels"],
    }
    for name, value in there.items():
        seen = Fraction(str(value)) if name == "weight" else value
        if seen != read[name]:
            what = f"{line.number}: its source says @{name} {read[name]}, and it has {value}"
            remedy = "Two tests of one name, or a decorator of another one?"
            yield Problem(line.place, what, remedy)


def _problem(line: RubricLine, misstated: Misstated) -> Problem:
    what = f"{line.number}: `{misstated.text}`: {misstated.reason}"
    return Problem(
        place_of_text(line, misstated.text),
        what,
        "Mend it, or declare in the question what it speaks of.",
    )


def _remedy(what: str, module: ModuleType | None) -> str:
    """Say which options a checker has, where one was given that it has not."""
    found = _KEYWORD.search(what)
    checker = getattr(module, found[1], None) if found else None
    if found is None or not is_dataclass(checker):
        return ""
    options = [item.name for item in fields(checker)]
    close = meant(found[2], options, "`{}`")
    return f"{found[1]} takes {', '.join(options) or 'nothing'}{close}."
