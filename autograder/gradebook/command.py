"""The command `fill`.

Exit codes: 0 everybody who has a score is in the file, 1 the file was written and somebody is not,
2 nothing was written.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from autograder.files import replace_file
from autograder.quoting import one_line

from .fill import Filled, fill
from .run_grades import PersonGrade, read_grades
from .sheet import FillError

__all__: list[str] = []

_MOST_NAMED = 20


@click.command("fill")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.argument("gradebook", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE",
    help="Where the filled file goes.",
)
@click.option(
    "--column",
    default="",
    metavar="NAME",
    help="The column: its name, its title or its number. Default: that of the assignment's name, "
    "or the only one.",
)
@click.option("--points", "scale", flag_value="points", help="Write points as they were earned.")
@click.option("--percent", "scale", flag_value="percent", help="Write them out of a hundred.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def fill_command(
    folder: Path, gradebook: Path, out: Path, column: str, scale: str | None, force: bool
) -> None:
    """Fill in the grades of a class in a file that Canvas or Moodle let you download.

    DIR is what `autograder batch` wrote, FILE Canvas' gradebook or Moodle's grading worksheet. Only
    the cells that change are another than before.
    """
    if out.exists() and not force:
        raise click.UsageError(f"{out} is there already: --force replaces it")
    try:
        grades = read_grades(folder)
    except FillError as error:
        raise click.UsageError(str(error)) from None
    try:
        filled = fill(gradebook.read_bytes(), grades, column=column, scale=scale or "")
        replace_file(out, filled.content)
    except FillError as error:
        raise click.UsageError(f"{gradebook}: {error}") from None
    except OSError as error:
        raise click.UsageError(f"{error.filename}: {error.strerror}") from None
    _say(filled, grades)
    click.echo(f"{out}: written, to be imported in {filled.platform}")
    if filled.ambiguous or filled.unmatched:
        sys.exit(1)


def _say(filled: Filled, grades: list[PersonGrade]) -> None:
    by = ", ".join(f"{count} by {how}" for how, count in filled.how.items())
    click.echo(f"{filled.column}: filled in: {filled.changed}, right already: {filled.same}")
    click.echo(f"matched: {sum(filled.how.values())}{f' ({by})' if by else ''}")
    _say_each("ambiguous", filled.ambiguous)
    _say_each("unmatched", [(name, "") for name in filled.unmatched])
    if filled.kept:
        _say_each("left as they are", filled.kept)
    if filled.without:
        click.echo(f"rows without a score here, as they were: {filled.without}")
    waiting = sum(grade.is_waiting for grade in grades)
    if waiting:
        click.echo(f"scores that may still change, since lines wait for a person: {waiting}")


def _say_each(what: str, people: Sequence[tuple[str, str]]) -> None:
    click.echo(f"{what}: {len(people)}")
    for name, why in people[:_MOST_NAMED]:
        click.echo(f"  {one_line(name)}{f': {one_line(why)}' if why else ''}")
    if len(people) > _MOST_NAMED:
        click.echo(f"  … and {len(people) - _MOST_NAMED} more")
