"""`autograder groups`: what the answers of a class have in common."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from autograder.grading.rubric import RubricLine
from autograder.grouping.classes import group_lines
from autograder.grouping.groups import LineGroups
from autograder.grouping.listing import as_data, as_text
from autograder.records.folder import RunFolder, RunFolderError
from autograder.records.manifest import Manifest
from autograder.rulings.reading import RulingsError
from autograder.rulings.writing import RulingsFile

from .outputs import ShownNames

__all__: list[str] = []


@click.command("groups")
@click.argument("run", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--line", "number", metavar="NUMBER", help="One question or line, such as 2 or 2.4.")
@click.option("--json", "is_data", is_flag=True, help="Print JSON, for scripts.")
@click.option("--all", "all_groups", is_flag=True, help="List right answers too.")
@click.option(
    "--rulings",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="Where it stands which groups are one. Default: DIR/rulings.toml.",
)
def groups_command(
    run: Path, number: str | None, is_data: bool, all_groups: bool, rulings: Path | None
) -> None:
    """List the answers of a class, the same ones together.

    DIR is what `autograder batch --out DIR` wrote. Lines that all have right are named alone.
    """
    folder = RunFolder(run)
    try:
        manifest = folder.manifest()
        lines = _lines(manifest, number)
        found = group_lines(lines, map(ShownNames(manifest).kept, folder.all_kept(manifest)))
        found = list(_merged(found, rulings or folder.rulings, manifest))
    except (RunFolderError, RulingsError) as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:
        text = f"{error.filename or run}: {error.strerror or error}"
        raise click.ClickException(text) from None
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
    below = f"{number.rstrip('.')}."
    lines = [n for n in manifest.lines if n.number == number or n.number.startswith(below)]
    if not lines:
        numbers = ", ".join(line.number for line in manifest.lines)
        raise click.UsageError(f"{manifest.assignment} has no line {number}; it has {numbers}")
    return lines


def _merged(found: list[LineGroups], path: Path, manifest: Manifest) -> Iterator[LineGroups]:
    """Yield lines with the groups put together that a file of rulings says are one.

    Raises:
        RulingsError: The file has mistakes.
        OSError: It cannot be read.
    """
    same = RulingsFile(path, [line.number for line in manifest.lines]).read().same
    for line in found:
        yield line.merged(merge.groups for merge in same if merge.line == line.line.number)
