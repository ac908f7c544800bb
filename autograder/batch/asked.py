"""How a run over a class is asked for, so that another one can go on as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from autograder.records.folder import RunFolder

__all__ = ["asked", "asked_before", "pattern_of", "time_of"]

_KEPT_OPTIONS = (
    "anonymous", "assignment", "deadline", "due", "earlier", "names", "only", "roster", "rulings",
    "seed", "unsafe",
)  # fmt: skip
_PATHS = frozenset({"earlier", "roster", "rulings"})
_NUMBERS = {"deadline": float, "seed": int}


def asked(download: Path, assignment: str, options: Mapping[str, Any]) -> dict[str, str]:
    """Return how a run was asked for, as text; what is not given is not there."""
    found = {"input": str(download.resolve())}
    for name in _KEPT_OPTIONS:
        value: Any = assignment if name == "assignment" else options[name]
        if value not in (None, False):
            found[name] = str(value.resolve() if name in _PATHS else value)
    return found


def asked_before(
    folder: RunFolder, download: Path | None, options: dict[str, Any]
) -> tuple[Path | None, dict[str, Any]]:
    """Return how the run in a folder was asked for; what is given now counts instead.

    Raises:
        RunFolderError: There has been none.
    """
    before = folder.manifest().asked
    context = click.get_current_context()
    merged = dict(options)
    for name in _KEPT_OPTIONS:
        source = context.get_parameter_source(name)
        is_given = source is not click.core.ParameterSource.DEFAULT
        if not is_given and name in before:
            text = before[name]
            merged[name] = Path(text) if name in _PATHS else _NUMBERS.get(name, str)(text)
    return download or Path(before["input"]), merged


def pattern_of(text: str | None) -> re.Pattern[str] | None:
    """Return what ``--names`` says.

    Raises:
        UsageError: It is no regular expression.
    """
    if text is None:
        return None
    try:
        return re.compile(text)
    except re.error as error:
        raise click.UsageError(f"--names {text}: not a regular expression: {error}") from None


def time_of(text: str | None) -> datetime | None:
    """Return what ``--due`` says.

    Raises:
        UsageError: It is no time.
    """
    if text is None:
        return None
    try:
        return datetime.fromisoformat(re.sub(r"Z$", "+00:00", text))
    except ValueError:
        raise click.UsageError(f"--due {text}: not a time such as 2026-11-30T23:59-08:00") from None
