"""The folder of a run over a class: what is kept there, and read again.

    run.json            the manifest
    kept/<id>.json      each submission as it was graded

Everything else in it is computed from these, and from what persons have ruled. A file is replaced
as a whole: who ends a run at any moment loses what was being graded then, and nothing more.
"""

from __future__ import annotations

import fcntl
import getpass
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

import msgspec

from autograder.files import replace_file

from .encoding import decode, encode
from .kept import KeptSubmission
from .manifest import FORMAT, Manifest

__all__ = ["LOCK", "RunFolder", "RunFolderError"]

#: The file that says who is writing into a folder.
LOCK = ".lock"

_MANIFEST = "run.json"


class RunFolderError(ValueError):
    """A folder that is no run's, or somebody else's at the moment; its text says the way out."""


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The folder of a run.

    Args:
        path: Where it is.
    """

    path: Path

    @property
    def results(self) -> Path:
        """The folder of what students read."""
        return self.path / "results"

    @property
    def rulings(self) -> Path:
        """The file of what persons have decided, if there is one."""
        return self.path / "rulings.toml"

    def manifest(self) -> Manifest:
        """Return what the run was about.

        Raises:
            RunFolderError: There has been no run here, or it cannot be read.
        """
        file = self.path / _MANIFEST
        try:
            content = file.read_bytes()
        except FileNotFoundError:
            raise RunFolderError(
                f"{self.path}: no run over a class is here (no {_MANIFEST}); "
                f"`autograder batch INPUT --out {self.path}` makes one"
            ) from None
        except OSError as error:
            raise RunFolderError(f"{file}: {error.strerror}") from None
        try:
            found = decode(content, Manifest)
        except msgspec.DecodeError as error:
            raise RunFolderError(
                f"{file}: not what `autograder batch` has written ({error}); take another folder, "
                "or put the file back"
            ) from None
        if found.format != FORMAT:
            raise RunFolderError(
                f"{file}: written by another version of the grader (form {found.format}, this one "
                f"reads {FORMAT}); take another folder"
            )
        return found

    def stamp(self) -> tuple[int, int, int]:
        """Return what is another after the manifest was written again, whatever it says.

        Raises:
            OSError: There is none.
        """
        found = (self.path / _MANIFEST).stat()
        return found.st_ino, found.st_mtime_ns, found.st_size

    def write_manifest(self, manifest: Manifest) -> None:
        """Replace the manifest.

        Raises:
            OSError: It cannot be written.
        """
        replace_file(self.path / _MANIFEST, encode(manifest))

    def kept(self, submission: str) -> KeptSubmission | None:
        """Return a submission as it was graded; None where it was not, or cannot be read."""
        with suppress(OSError, msgspec.DecodeError):
            return decode(self._file(submission).read_bytes(), KeptSubmission)
        return None

    def keep(self, submission: KeptSubmission) -> None:
        """Replace what is kept of a submission.

        Raises:
            OSError: It cannot be written; what was kept before is still there.
        """
        file = self._file(submission.handed_in.id)
        file.parent.mkdir(exist_ok=True)
        replace_file(file, encode(submission))

    def all_kept(self, manifest: Manifest) -> Iterator[KeptSubmission]:
        """Yield the submissions in the order of the download, one at a time.

        Of those that are not graded yet there is who handed them in.
        """
        waiting = {handed_in.id: handed_in for handed_in in manifest.hand_ins}
        for submission in manifest.order:
            found = self.kept(submission)
            if found is not None:
                yield found
            elif submission in waiting:
                yield KeptSubmission(handed_in=waiting[submission], state="not graded")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep others from writing here meanwhile; the kernel lets go when this process ends.

        Raises:
            RunFolderError: Somebody else does; says who.
            OSError: The folder cannot be written.
        """
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        descriptor = os.open(self.path / LOCK, flags, 0o644)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                holder = os.pread(descriptor, 500, 0).decode("utf-8", "replace").strip()
                raise RunFolderError(
                    f"{self.path}: another run is writing here ({holder or 'by whom is unknown'}); "
                    "wait for its end, or take another folder"
                ) from None
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, _holder().encode(), 0)
            yield
        finally:
            os.close(descriptor)

    def _file(self, submission: str) -> Path:
        return self.path / "kept" / f"{submission}.json"


def _holder() -> str:
    now = datetime.now(timezone.utc).astimezone()
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = str(os.getuid())
    return f"process {os.getpid()} of {user} on {socket.gethostname()}, since {now:%Y-%m-%d %H:%M}"
