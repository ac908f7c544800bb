"""The commands `package` and `rehearse`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import click

from ..command_line import course_option, require_assignment
from .gradescope import gradescope_package, uncommitted_files, versions_of
from .versions import VERSIONS, PackageError

__all__ = ["package"]

_MOST_NAMED = 5
_ENDS_OF_SIZES = (("MB", 1_000_000), ("kB", 1000))

_out_option = click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The zip to write. Default: in the working folder, named for the assignment.",
)
_force_option = click.option("--force", is_flag=True, help="Replace another file that is there.")


@click.group("package")
def package() -> None:
    """Make the zip of an assignment that Gradescope gets, or the one that students get."""


@package.command("gradescope")
@click.argument("name", metavar="ASSIGNMENT")
@course_option
@_out_option
@_force_option
@click.option(
    "--resolve",
    is_flag=True,
    help=f"Find the newest versions anew, and keep them in reference/ASSIGNMENT/{VERSIONS}.",
)
def gradescope_command(
    name: str, folder: Path | None, out: Path | None, force: bool, resolve: bool
) -> None:
    """Make the zip to upload as Gradescope's autograder: the engine, and one assignment.

    It is made of the files as they lie there. The versions of what is installed are found once, for
    the assignment's Python on the platform, and kept beside its reference: the same content makes
    the same zip.
    """
    assignment = require_assignment(folder, name)
    target = _target(out, f"{name}-gradescope.zip")
    try:
        versions, new = versions_of(assignment, anew=resolve)
        sizes = gradescope_package(assignment, target, replace=force)
    except (OSError, PackageError) as error:
        raise click.ClickException(_said(error)) from None
    if new:
        click.echo(f"{assignment.reference / VERSIONS}: versions found, and kept", err=True)
    if missing := uncommitted_files(assignment):
        named = "".join(f"  {path}\n" for path in missing[:_MOST_NAMED])
        more = f"  and {len(missing) - _MOST_NAMED} more\n" * (len(missing) > _MOST_NAMED)
        click.echo(
            f"Warning: in the package, and not committed:\n{named}{more}", nl=False, err=True
        )
    python = "{}.{}".format(*versions.python)
    click.echo(f"{target}: {name}, with Python {python} and {len(versions.pins)} packages")
    click.echo(_table(sizes, target))


def _target(out: Path | None, name: str) -> Path:
    target = out or Path(name)
    if not target.parent.is_dir():
        raise click.UsageError(f"--out {target}: there is no folder {target.parent}")
    return target


def _said(error: Exception) -> str:
    if isinstance(error, FileExistsError) and not error.errno:
        return f"{error}; --force replaces it"
    return str(error)


def _table(sizes: Iterable[tuple[str, int]], target: Path) -> str:
    """Say what takes how much, by the parts of a package."""
    files: Counter[str] = Counter()
    bytes_of: Counter[str] = Counter()
    for path, size in sizes:
        files[_part(path)] += 1
        bytes_of[_part(path)] += size
    rows = [(part, f"{files[part]} files", _size(size)) for part, size in bytes_of.most_common()]
    rows.append(("the zip", "", _size(target.stat().st_size)))
    width = max(len(part) for part, _, _ in rows)
    return "\n".join(f"  {part:{width}}  {count:>10}  {size:>8}" for part, count, size in rows)


def _part(path: str) -> str:
    """Return what a file is counted with: its top folder, or all that lie beside these."""
    parts = PurePosixPath(path).parts
    if len(parts) == 1 or parts[0].endswith(".dist-info"):
        return "scripts and versions"
    return f"{parts[0]}/" if parts[0] == "autograder" else f"{'/'.join(parts[:-1])[:40]}/"


def _size(count: int) -> str:
    for unit, size in _ENDS_OF_SIZES:
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count} B"
