"""`autograder groups`: what the answers of a class have in common."""

from __future__ import annotations

import json
from pathlib import Path

import click

from autograder.grading.rubric import RubricLine
from autograder.records.folder import RunFolder, RunFolderError
from autograder.records.manifest import Manifest

from .classes import group_lines
from .listing import as_data, as_text

__all__: list[str] = []


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--line", "number", metavar="NUMBER", help="One question or line, such as 2 or 2.4.")
@click.option("--json", "is_data", is_flag=True, help="Print JSON, for scripts.")
@click.option("--all", "all_groups", is_flag=True, help="List right answers too.")
def groups(folder: Path, number: str | None, is_data: bool, all_groups: bool) -> None:
    """List the answers of a class, the same ones together.

    DIR is the folder of a run of `autograder batch`. Lines that all have right are named alone.
    """
    run = RunFolder(folder)
    try:
        manifest = run.manifest()
    except RunFolderError as error:
        raise click.UsageError(str(error)) from None
    found = group_lines(_lines(manifest, number), run.all_kept(manifest))
    if is_data:
        click.echo(json.dumps(as_data(found), ensure_ascii=False, indent=1))
    else:
        click.echo(as_text(found, all_groups=all_groups))


def _lines(manifest: Manifest, number: str | None) -> list[RubricLine]:
    """Return the lines of a question, or all.

    Raises:
        click.UsageError: There are none.
    """
    if number is None:
        return [*manifest.lines]
    lines = [
        line
        for line in manifest.lines
        if line.number == number or line.number.startswith(f"{number}.")
    ]
    if not lines:
        numbers = ", ".join(line.number for line in manifest.lines)
        raise click.UsageError(f"{manifest.assignment} has no line {number}; it has {numbers}")
    return lines
