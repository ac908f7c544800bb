"""Whether an answer in LaTeX can tell the symbols of a question apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from autograder.checkers.common.line import Unanswered
from autograder.grading.latex_settings import setting_of
from autograder.grading.rubric import RubricLine
from autograder.latex.atoms import LOOSE, Row, same_rows
from autograder.latex.mathlist import atoms_of
from autograder.latex.notations import Notations
from autograder.latex.setting import Setting
from autograder.latex.tokens import Problem as Unreadable
from autograder.latex.tokens import tokenize

from .questions import declared_in
from .report import Problem
from .workbench import Workbench

__all__ = ["problems_of_notations"]


def problems_of_notations(bench: Workbench, line: RubricLine) -> Iterator[Problem]:
    """Yield what is wrong with how the symbols of a line's question are written in LaTeX."""
    try:
        question = bench.running.questions(line).get(line.number)
    except Unanswered:
        return  # the file is told of already
    if question is None:
        return
    places = {one.number: one.place for one in declared_in(bench.assignment)}
    place = places.get(line.number, line.place)
    for what, remedy in _told(setting_of(question)):
        yield Problem(place, f"{line.number}: {what}", remedy)


def _told(setting: Setting) -> Iterator[tuple[str, str]]:
    written: dict[str, dict[str, Row]] = {}
    for one in setting.symbols:
        written[one.name] = {}
        for text in one.tex:
            try:
                written[one.name][text] = atoms_of(tokenize(text))
            except Unreadable as problem:
                said = f"how {one.name} is written in LaTeX, {text}, cannot be read: {problem}"
                yield said, f'Write it otherwise, by tex={{"{one.name}": …}} of @question.'
    names = {}
    for text in (*setting.names, *(t for limits in setting.ranges for t in _texts(limits))):
        try:
            names[text] = atoms_of(tokenize(text))
        except Unreadable as problem:
            yield f"{text}, in LaTeX, cannot be read: {problem}", "Write it otherwise."
    yield from _alike(written)
    yield from _named_as_a_symbol({n: names[n] for n in setting.names if n in names}, written)
    try:
        Notations(setting)
    except Unreadable as problem:
        yield f"how it is written in LaTeX cannot be read: {problem}", "Write it otherwise."


def _texts(limits: object) -> tuple[str, ...]:
    return tuple(getattr(limits, name) for name in ("index", "first", "last"))


def _alike(written: Mapping[str, Mapping[str, Row]]) -> Iterator[tuple[str, str]]:
    """Tell of symbols that are written alike, where nobody says so: by their names."""
    for (name, rows), (other, others) in combinations(written.items(), 2):
        for text, row in rows.items():
            if any(same_rows(row, one, frozenset()) for one in others.values()):
                yield (
                    f"{name} and {other} are both written {text} in LaTeX",
                    f'Say how one of them is written, by tex={{"{other}": …}} of @question.',
                )


def _named_as_a_symbol(
    names: Mapping[str, Row], written: Mapping[str, Mapping[str, Row]]
) -> Iterator[tuple[str, str]]:
    for text, row in names.items():
        for symbol, rows in written.items():
            if any(same_rows(row, one, LOOSE) for one in rows.values()):
                yield (
                    f"what it asks for is called {text} in LaTeX, as the symbol {symbol} is",
                    "Take it from `name`, or from `tex`: an answer may begin with the name.",
                )
