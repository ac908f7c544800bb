"""Options that several commands about a class have."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["earlier_option"]

earlier_option = click.option(
    "--earlier",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help="An earlier run, for report.html: who gains, who loses, on which line, and why. `apply` "
    "takes the one that `batch` was given.",
)
