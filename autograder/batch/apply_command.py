"""`autograder apply`: what persons have ruled, applied to a run without grading anything again.

Exit codes: 0 applied, 1 lines wait for a person and ``--fail-undecided`` was given, or a file could
not be written, 2 wrong usage or a mistake in the rulings.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from autograder.records.folder import RunFolder, RunFolderError
from autograder.rulings.reading import RulingsError
from autograder.rulings.requests import Request, RequestsError, read_requests

from .earlier import NO_LONGER_THERE, earlier_run_at, remembered_earlier_run
from .options import earlier_option
from .ruled import RuledOutputs
from .statistics import Statistics
from .told import ungraded_text, waiting_text

_MOST_LISTED = 200


@click.command("apply")
@click.argument("run", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--rulings",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="What persons have decided. Default: DIR/rulings.toml.",
)
@click.option(
    "--requests",
    "table",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="CSV",
    help="Requests for another look, with the columns email, line and words: listed beside what "
    "the line has earned.",
)
@earlier_option
@click.option("--fail-undecided", is_flag=True, help="Exit with 1 where lines wait for a person.")
def apply_command(
    run: Path,
    rulings: Path | None,
    table: Path | None,
    earlier: Path | None,
    fail_undecided: bool,
) -> None:
    """Apply rulings to a run over a class, and write its results and tables again.

    DIR is what `autograder batch --out DIR` wrote. Nothing is graded again. Rulings that do not say
    yet which answers they are for are given them: a line `given_for` in the file.
    """
    folder = RunFolder(run)
    try:
        manifest = folder.manifest()
        requests: tuple[Request, ...] = read_requests(table) if table is not None else ()
        with folder.locked():
            beside = remembered_earlier_run(folder, manifest)
            if earlier is not None:
                beside = earlier_run_at(earlier, folder, manifest.assignment)
            outputs = RuledOutputs(rulings or folder.rulings, requests, earlier=beside)
            statistics = outputs(folder, manifest)
    except (RunFolderError, RulingsError, RequestsError) as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:
        text = f"{error.filename or run}: {error.strerror or error}"
        raise click.ClickException(text) from None
    for line in outputs.told():
        click.echo(line)
    if beside is None and "earlier" in manifest.asked:
        click.echo(f"{manifest.asked['earlier']}: {NO_LONGER_THERE}")
    _list_waiting(statistics)
    if fail_undecided and (statistics.waiting or statistics.ungraded):
        sys.exit(1)


def _list_waiting(statistics: Statistics) -> None:
    """List the lines that wait for a person, and say how many they are."""
    for line, submission in statistics.waiting[:_MOST_LISTED]:
        click.echo(f"  {line}  {submission}")
    if (more := len(statistics.waiting) - _MOST_LISTED) > 0:
        click.echo(f"  … and {more} more: lines.csv has them")
    if statistics.ungraded:
        click.echo(ungraded_text(statistics.ungraded))
    click.echo(waiting_text(statistics.waiting))
