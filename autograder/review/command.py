"""`autograder review`: rulings on a run over a class, given in a browser on the same machine.

Exit codes: 0 ended by Ctrl-C or SIGTERM, with the results written; 1 something could not be
written; 2 wrong usage, no complete run, or a mistake in the rulings.
"""

from __future__ import annotations

import errno
import getpass
import os
import socket
import webbrowser
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import click

from autograder.records.folder import RunFolder, RunFolderError
from autograder.rulings.reading import RulingsError

from .refusal import ReviewRefused

if TYPE_CHECKING:
    from .desk import Desk

__all__: list[str] = []

_PACKAGES = ("anyio", "h11", "starlette", "uvicorn")


@click.command("review")
@click.argument("run", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--rulings",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="What persons have decided, and where it is written. Default: DIR/rulings.toml.",
)
@click.option("--by", default="", metavar="NAME", help="Who decides. Default: as the file says, "
              "or else the name you are signed in with.")  # fmt: skip
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    help="Where to listen on this machine. Default: any port that is free.",
)
@click.option("--no-browser", is_flag=True, help="Print the address, and open no browser.")
def review_command(run: Path, rulings: Path | None, by: str, port: int, no_browser: bool) -> None:
    """Give rulings on a run over a class, in a browser on this machine.

    DIR is what `autograder batch --out DIR` wrote. Rulings are written at once; results and tables
    when you ask for it, and when you end the command with Ctrl-C.
    """
    try:
        from .app import review_app
        from .desk import Desk
        from .guard import Keys
        from .serving import listening, serve
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in _PACKAGES:
            raise
        raise click.UsageError(
            f"this needs packages that grading does not ({package} is missing): "
            "`python -m pip install --editable '.[review]'` in the checkout brings them"
        ) from None
    folder = RunFolder(run)
    path = folder.rulings if rulings is None else rulings
    if rulings is not None and not rulings.parent.is_dir():
        raise click.UsageError(f"{rulings.parent}: there is no such folder")
    try:
        with folder.locked():  # somebody who grades here would change what is looked at
            desk = Desk(folder, path, by.strip())
            desk.content()  # most of it is made once: nobody waits for it at the first look
    except (RunFolderError, RulingsError) as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{error.filename or run}: {error.strerror or error}") from None
    desk.by = desk.by or _login()
    with _listener(listening, port) as listener:
        keys = Keys(listener.getsockname()[1])
        address = f"{keys.origin}/?token={keys.entry}"
        click.echo(address)
        click.echo(f"It works once, in one browser. Rulings go into {path} at once.")
        click.echo("Ctrl-C ends, and writes the results.")
        if not no_browser:
            # One that runs in the terminal comes back when it is left.
            Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        serve(review_app(desk, keys), listener)
    _end(desk)


def _listener(listening: Callable[[int], socket.socket], port: int) -> socket.socket:
    """Listen on a port.

    Raises:
        click.UsageError: It is in use, or may not be taken.
    """
    try:
        return listening(port)
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise click.ClickException(f"nothing can listen on this machine: {error}") from None
        why = "is in use" if error.errno == errno.EADDRINUSE else "may not be taken"
        raise click.UsageError(
            f"port {port} {why}: give another with --port, or none for one that is free"
        ) from None


def _end(desk: Desk) -> None:
    """Write what follows from the rulings, and say so.

    Raises:
        click.ClickException: It cannot be written; the rulings are there all the same.
    """
    try:
        desk.write_results()
    except (OSError, ReviewRefused) as error:
        text = f"{error}. The rulings are written: `autograder apply` writes what follows from them"
        raise click.ClickException(text) from None
    for line in desk.told():
        click.echo(line)


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())
