"""The report of a run in a terminal: a table by question, feedback under what was lost."""

from __future__ import annotations

import os
from collections.abc import Iterator, Set
from fractions import Fraction
from itertools import groupby
from typing import IO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..grading.ledger import LineResult, Results
from ..verdict import State
from .summary import question_of, questions_text, waiting_text
from .text import points, reruns_text, shortened, shown

__all__ = ["print_report"]

_WIDTH_WITHOUT_TERMINAL = 100
_MAX_FEEDBACK = 3_000


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
        console.print(Text(shown(message)))
    if text := waiting_text(results.lines):
        console.print(Text(text, style="yellow"))
    if results.reruns is not None:
        title, *lines = reruns_text(results.reruns)
        console.print(Text(f"\n{shown(title)}"))
        for line in lines:
            console.print(Text(_indented(line)))


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
            said = {result.verdict.message, result.verdict.review}
        table.add_section()
        score = sum((result.score for result in lines), Fraction(0))
        maximum = sum((result.line.weight for result in lines), Fraction(0))
        table.add_row("", f"Q{question}", "", _out_of(score, maximum), style="bold")
        table.add_section()
    total = _out_of(results.score, results.maximum)
    table.add_row("", "Total", f"in {results.seconds:.1f} s", total, style="bold")
    return table


def _row(result: LineResult, said: Set[str]) -> Iterator[Text | str]:
    state = result.verdict.state
    sign, style = {State.PASSED: ("✓", "green"), State.PARTIAL: ("~", "yellow")}.get(
        state, ("?", "yellow") if state.ours else ("✗", "red")
    )
    yield Text(sign, style=style)
    yield Text(result.line.number)
    yield _what(result, said)
    yield Text(_out_of(result.score, result.line.weight), style=style)


def _what(result: LineResult, said: Set[str]) -> Text:
    """Return a line's name and its feedback; what the line above said is not said again."""
    verdict = result.verdict
    text = Text(result.line.name)
    if verdict.state is State.PASSED:
        return text
    if verdict.message:
        _add(text, "As above." if verdict.message in said else verdict.message)
    if verdict.understood is not None and verdict.understood.plain:
        _add(text, f"Read as: {verdict.understood.plain}")
    if verdict.review:
        review = "as above" if verdict.review in said else verdict.review
        _add(text, f"For instructors: {review}")
    return text


def _add(text: Text, feedback: str) -> None:
    text.append(f"\n{_indented(feedback)}", style="dim")


def _indented(text: str) -> str:
    short = shortened(shown(text), _MAX_FEEDBACK)
    return "\n".join(f"  {line}" for line in short.splitlines())


def _out_of(score: Fraction, maximum: Fraction) -> str:
    return f"{points(score)} / {points(maximum)}"
