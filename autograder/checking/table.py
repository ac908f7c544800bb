"""The report of the checks in a terminal: a table by line, and below it what is to be mended."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from .report import Problem, Report

__all__ = ["print_report"]

_WIDTH_WITHOUT_TERMINAL = 100


def print_report(report: Report, file: IO[str] | None = None) -> None:
    """Print a report; in colour where ``file`` (standard output) is a terminal."""
    console = Console(file=file, highlight=False)
    if not console.is_terminal:
        columns = os.environ.get("COLUMNS", "")
        width = int(columns) if columns.isdigit() else _WIDTH_WITHOUT_TERMINAL
        console = Console(file=file, highlight=False, width=width)
    console.print(_table(report))
    for problem in report.problems:
        console.print(_shown(problem), soft_wrap=True)
    console.print(_summary(report))


def _table(report: Report) -> Table:
    table = Table(title=report.assignment, title_justify="left", show_edge=False)
    table.add_column("")
    table.add_column("Checked", justify="right")
    table.add_column("Failed", justify="right")
    table.add_column("Seconds", justify="right")
    for row, counted in report.counted.items():
        failed = Text(str(counted.failed), style="red") if counted.failed else Text("")
        seconds = f"{counted.seconds:.1f}" if counted.seconds else ""
        table.add_row(row, str(counted.done), failed, seconds)
    return table


def _shown(problem: Problem) -> Text:
    shown = Text("\n")
    shown.append(_near(problem.place), style="bold")
    shown.append(f": {problem.what}\n")
    if problem.remedy:
        shown.append(f"  {problem.remedy}\n", style="italic")
    return shown


def _near(place: str) -> str:
    """Return a place as it is written from the working folder, if that is shorter."""
    here = f"{Path.cwd()}/"
    return place.removeprefix(here)


def _summary(report: Report) -> Text:
    done = sum(counted.done for counted in report.counted.values())
    failed = sum(counted.failed for counted in report.counted.values())
    if not failed:
        return Text(f"{report.assignment}: {done} checks, all is well.", style="green")
    return Text(f"{report.assignment}: {failed} of {done} checks failed.", style="red")
