"""The report of a run in a terminal: a table by question, feedback under what was lost."""

from __future__ import annotations

import os
from collections.abc import Iterator, Set
from fractions import Fraction
from itertools import groupby
from typing import IO

from rich.console import Console, ConsoleOptions, Group
from rich.table import Table
from rich.text import Text

from autograder.grading.ledger import LineResult, Results
from autograder.grading.points import points_text
from autograder.quoting import MARK
from autograder.verdict import State

from .summary import question_of, questions_text, waiting_text
from .text import reruns_text, shortened, shown

__all__ = ["print_report"]

_WIDTH_WITHOUT_TERMINAL = 100
_MAX_FEEDBACK = 3_000
_INDENT = "  "


def print_report(results: Results, file: IO[str] | None = None) -> None:
    """Print the report; in colour where ``file`` (standard output) is a terminal."""
    console = Console(file=file, highlight=False)
    if not console.is_terminal:
        columns = os.environ.get("COLUMNS", "")
        width = int(columns) if columns.isdigit() else _WIDTH_WITHOUT_TERMINAL
        console = Console(file=file, highlight=False, width=width)
    top = questions_text(results.lines)
    if top:
        console.print(Text(f"{top}\n"))
    console.print(_table(results))
    for message in results.messages:
        console.print(_Lines(shown(message)))
    if text := waiting_text(results.lines):
        console.print(Text(text, style="yellow"))
    if results.reruns is not None:
        title, *lines = reruns_text(results.reruns)
        console.print(Text(f"\n{shown(title)}"))
        for line in lines:
            console.print(_Lines(_short(line), indent=_INDENT))


def _table(results: Results) -> Table:
    table = Table(title=f"{results.assignment}", title_justify="left", show_edge=False)
    table.add_column("", no_wrap=True)
    table.add_column("Line", no_wrap=True)
    table.add_column("What", ratio=1)
    table.add_column("Points", justify="right", no_wrap=True)
    said: set[str] = set()
    for question, group in groupby(results.lines, key=question_of):
        lines = list(group)
        for result in lines:
            table.add_row(*_row(result, said))
            said = {result.message, result.verdict.review}
        table.add_section()
        score = sum((result.score for result in lines), Fraction(0))
        maximum = sum((result.line.weight for result in lines), Fraction(0))
        table.add_row("", f"Q{question}", "", _out_of(score, maximum), style="bold")
        table.add_section()
    total = _out_of(results.score, results.maximum)
    table.add_row("", "Total", f"in {results.seconds:.1f} s", total, style="bold")
    return table


class _Lines:
    """Lines that are broken to the width so that no part of one can be taken for a line.

    Parts of what a submission chose have its mark; those of the grader's own lines are indented.
    """

    def __init__(self, text: str, *, indent: str = "", style: str = "") -> None:
        self._text = text
        self._indent = indent
        self._style = style

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        for line in self._text.split("\n"):
            mark = MARK if line.startswith(MARK) else ""
            first, further = self._indent + mark, self._indent + (mark or _INDENT)
            room = max(1, options.max_width - len(further))
            parts = Text(line.removeprefix(mark)).wrap(console, room) or [Text()]
            for number, part in enumerate(parts):
                part.rstrip()
                yield Text.assemble(further if number else first, part, style=self._style)


def _row(result: LineResult, said: Set[str]) -> Iterator[Text | Group | str]:
    state = result.verdict.state
    sign, style = {State.PASSED: ("✓", "green"), State.PARTIAL: ("~", "yellow")}.get(
        state, ("?", "yellow") if state.ours else ("✗", "red")
    )
    yield Text(sign, style=style)
    yield Text(result.line.number)
    yield _what(result, said)
    yield Text(_out_of(result.score, result.line.weight), style=style)


def _what(result: LineResult, said: Set[str]) -> Group:
    """Return a line's name and its feedback; what the line above said is not said again."""
    verdict = result.verdict
    texts = []
    if verdict.state is not State.PASSED:
        if result.message:
            texts.append("As above." if result.message in said else result.message)
        if verdict.understood is not None and verdict.understood.plain:
            texts.append(f"Read as: {verdict.understood.plain}")
        if verdict.review:
            review = "as above" if verdict.review in said else verdict.review
            texts.append(f"For instructors: {review}")
    feedback = (_Lines(_short(text), indent=_INDENT, style="dim") for text in texts)
    return Group(Text(result.line.name), *feedback)


def _short(text: str) -> str:
    return shortened(shown(text), _MAX_FEEDBACK)


def _out_of(score: Fraction, maximum: Fraction) -> str:
    return f"{points_text(score)} / {points_text(maximum)}"
