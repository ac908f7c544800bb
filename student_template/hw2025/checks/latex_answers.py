r"""Answers in LaTeX as the public tests see them: what there is, and how it is understood.

An answer stands in ``\begin{answer}{2.1} … \end{answer}`` of a .tex file in this folder. It counts
where the function in Python is not done.
"""

from __future__ import annotations

import difflib
import math
import re
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Real
from pathlib import Path
from typing import Any

import notation
from checks.derivations import is_same
from checks.undone import question_of

__all__ = ["LatexAnswers", "Unreadable", "Written", "domain_of"]

_BEGINS = re.compile(rb"\\begin\s*\{answer\}")
_MACROS = (".tex", ".sty")
#: As near as a decimal that is rounded to three places.
_NEAR = 1e-3


class Unreadable(Exception):
    """An answer in LaTeX that cannot be read; its text says why and where."""


@dataclass
class Written:
    """An answer in LaTeX.

    Attributes:
        number: The question's.
        file: The document that it stands in, with the line.
        readings: The ways to understand it: what each is, and what distinguishes it.
        remarks: What the author should know.
        problem: Why it cannot be read; empty where it can.
    """

    number: str
    file: str
    readings: list[tuple[Any, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    problem: str = ""


class LatexAnswers:
    """The answers in LaTeX of a folder.

    Args:
        folder: Where the documents lie.
        paths: The files in it.
        questions: What can be answered, from `checks.latex_table`.

    Attributes:
        questions: What can be answered, by number.
        problems: What is wrong with the documents, in words.
        written: The answers, by the questions' numbers.
        proofs: The derivations that `value` has returned; their reasons are prose.
    """

    def __init__(
        self, folder: Path, paths: Collection[str], questions: Mapping[str, Mapping[str, Any]]
    ) -> None:
        self.questions = {number: dict(row) for number, row in questions.items()}
        self.problems: list[str] = []
        self.written: dict[str, Written] = {}
        self.proofs: list[Any] = []
        self._trial = 0
        self._most_readings = 1
        for path in paths:
            source = (folder / path).read_bytes() if path.endswith(".tex") else b""
            if _BEGINS.search(source):
                self._read(path, source, _companions(folder / path))

    def _read(self, path: str, source: bytes, companions: Mapping[str, bytes]) -> None:
        # Where nothing is written in LaTeX, nothing of it is imported.
        from checks.latex.document import read_document

        document = read_document(source, companions)
        for problem in document.problems:
            self.problems.append(f"{_place(path, problem.line)}: {problem.message}")
        for number, answer in document.answers.items():
            if not answer.says_something:
                continue
            place = _place(path, answer.line)
            if number not in self.questions:
                near = difflib.get_close_matches(number, self.questions, 1)
                asked = f"did you mean {near[0]}?" if near else "its number is in the README."
                self.problems.append(f"{place}: no question {number} takes LaTeX; {asked}")
            elif number in self.written:
                first = self.written[number].file
                self.problems.append(f"{place}: {number} is answered in {first}, which counts.")
            else:
                self.written[number] = self._understood(number, document, place)

    def _understood(self, number: str, document: Any, place: str) -> Written:
        from checks.latex.reader import read_answer
        from checks.latex.tokens import Problem

        written = Written(number, place)
        try:
            understood = read_answer(document, number, self._setting(number))
        except Problem as problem:
            written.problem = problem.located(document.text)
        except Exception as error:  # a fault of the reader's costs this answer, and no other
            written.problem = f"the reader has a fault: {type(error).__name__}: {error}"
        else:
            written.readings = [(reading.value, reading.how) for reading in understood.readings]
            written.remarks = list(understood.remarks)
        return written

    def _setting(self, number: str) -> Any:
        from checks.latex.setting import Setting

        return Setting.from_data({**self.questions[number], "number": number})

    # ----------------------------------------------------------- in the place of a function

    def has(self, function: Callable[..., Any]) -> bool:
        """Return whether what a function is to answer is answered in LaTeX."""
        asked = question_of(function, self.questions)
        return asked is not None and asked[0] in self.written

    def value(self, function: Callable[..., Any], given: Mapping[str, Any]) -> Any:
        """Return what is written in LaTeX in the place of what a function returns.

        Args:
            function: The one that is not done.
            given: Its arguments.

        Raises:
            Unreadable: It cannot be read.
        """
        asked = question_of(function, self.questions)
        assert asked is not None
        return self._value(self.written[asked[0]], given, self._trial)

    def _value(self, written: Written, given: Mapping[str, Any], trial: int) -> Any:
        if written.problem:
            raise Unreadable(f"{written.number} in {written.file}:\n{written.problem}")
        self._most_readings = max(self._most_readings, len(written.readings))
        reading, _ = written.readings[min(trial, len(written.readings) - 1)]
        from checks.latex.build import build, build_proof
        from checks.latex.term import Term

        try:
            if isinstance(reading, Term):
                return build(reading, given)
            if not self.questions[written.number]["is_proof"]:
                return reading
            self.proofs.append(build_proof(reading, given))
            return self.proofs[-1]
        except notation.NotationError as error:
            raise Unreadable(f"{written.number} in {written.file}: {error}.") from None

    def trials(self) -> Iterator[None]:
        """Yield for each further way to understand the answers that a test has asked for."""
        while self._trial + 1 < self._most_readings:
            self._trial += 1
            yield

    def begin(self) -> None:
        """Begin a test, with the first way to understand each answer."""
        self._trial, self._most_readings = 0, 1

    # ------------------------------------------------------------------------- what is told

    def answered_twice(self) -> Iterator[str]:
        """Yield what is told of each question that is answered in Python too."""
        for number, written in self.written.items():
            row = self.questions[number]
            domains = {name: domain_of(text) for name, text, _ in row["symbols"]}
            given = {name: domain.symbol(name) for name, domain in domains.items()}
            module = sys.modules.get(row["file"].removesuffix(".py"))
            both = f"{number}: the answer in {row['file']}"
            try:
                value = getattr(module, row["function"])(**given)
            except NotImplementedError:
                continue
            except Exception as error:  # a student's function may raise anything
                kind = type(error).__name__
                yield f"{both} fails ({kind}): the one in {written.file} counts."
                continue
            try:
                ways = range(max(1, len(written.readings)))
                latex = [self._value(written, given, way) for way in ways]
            except Unreadable:
                yield f"{both} counts, and the one in {written.file} does not."
                continue
            if all(_agree(value, other, domains) is False for other in latex):
                yield f"{both} counts, and differs from the one in {written.file}."

    def report(self, files: Collection[str]) -> Iterator[str]:
        """Yield the lines that say how each answer to a question of some files is understood."""
        for number, written in self.written.items():
            if self.questions[number]["file"] not in files:
                continue
            if written.problem:
                yield f"{number} ({written.file}) cannot be read:"
                yield from _indented(written.problem)
            elif len(written.readings) == 1:
                yield f"{number} ({written.file}) is understood as"
            else:
                ways = len(written.readings)
                yield (
                    f"{number} ({written.file}) can be understood in {ways} ways; one that is "
                    "right counts:"
                )
            for reading, how in written.readings:
                if how:
                    yield f"  {how}:"
                yield from _indented("\n".join(self._shown(number, reading)))
            yield from (f"  Note: {remark}" for remark in written.remarks)

    def _shown(self, number: str, reading: Any) -> Sequence[str]:
        from checks.latex.echo import plain, typeset
        from checks.latex.proofs import OWN_NAME
        from checks.latex.term import Term

        setting = self._setting(number)

        def shown(side: Any, relation: str = "", reasons: Sequence[str] = ()) -> Iterator[str]:
            by = f"    [{', '.join(reasons)}]" if reasons else ""
            sign = f"{relation} " if relation else ""
            if isinstance(side, Term):
                yield f"{sign}{plain(side)}{by}"
                yield f"{' ' * len(sign)}{typeset(side, setting)}"
            elif side.reason == OWN_NAME:
                yield side.written
            else:
                yield f"{sign}{side.written}, which cannot be read: {side.reason}{by}"

        if isinstance(reading, Term):
            return list(shown(reading))
        if not self.questions[number]["is_proof"]:
            return [repr(reading)]
        lines: list[str] = []
        for chain in (reading, *reading.others):
            lines += [*(["and"] if lines else []), *shown(chain.start)]
            for step in chain.steps:
                lines += shown(step.expression, step.relation, step.reasons)
        return lines


def domain_of(text: str) -> notation.Domain:
    """Return the domain that a text stands for, such as ``sequence[vector[d]]``."""
    kind, _, inside = text.partition("[")
    inside = inside.removesuffix("]")
    if kind == "sequence":
        return notation.Domain(kind, (), domain_of(inside))
    return notation.Domain(kind, tuple(map(_size, inside.split(","))) if inside else ())


def _size(text: str) -> Any:
    """Return a sum of products, such as ``n*d-1``."""
    total: Any = notation.Rational(0)
    for sign, term in re.findall(r"([+-]?)([^+-]+)", text):
        factors = [
            notation.Rational(int(factor)) if factor.isdecimal() else notation.dimension(factor)
            for factor in term.split("*")
        ]
        total += math.prod(factors[1:], start=factors[0]) * (-1 if sign == "-" else 1)
    return total


def _place(path: str, line: int) -> str:
    return f"{path}, line {line}" if line else path


def _companions(document: Path) -> dict[str, bytes]:
    """Return the files beside a document that may have macros."""
    return {
        path.name: path.read_bytes()
        for path in sorted(document.parent.iterdir())
        if path.suffix in _MACROS and path != document and path.is_file()
    }


def _agree(left: Any, right: Any, domains: Mapping[str, notation.Domain]) -> bool | None:
    """Return whether two answers are the same; None where nobody can say."""
    if domains:
        return None if isinstance(left, notation.Derivation) else is_same(left, right, domains)
    try:
        return _same_data(left, right)
    except (TypeError, ValueError):
        return None


def _same_data(left: Any, right: Any) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return left.split() == right.split()
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return left.keys() == right.keys() and all(_same_data(left[k], right[k]) for k in left)
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, Real) or isinstance(right, Real):
        return math.isclose(float(left), float(right), abs_tol=_NEAR)
    left, right = list(left), list(right)
    return len(left) == len(right) and all(map(_same_data, left, right))


def _indented(text: str) -> Iterator[str]:
    return (f"    {line}" for line in text.splitlines())
