"""Files that somebody may read at any moment, while they are replaced."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

__all__ = ["replace_file"]


def replace_file(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Replace a file: a reader sees the old content or the new, never a part.

    Args:
        path: The file.
        content: What it is to hold; in pieces, if it is large.

    Raises:
        OSError: The folder does not exist, may not be written, or is full.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        with open(os.open(temporary, flags, 0o644), "wb") as file:
            file.writelines([content] if isinstance(content, bytes) else content)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
