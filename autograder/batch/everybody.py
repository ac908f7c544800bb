"""All of a class, one after the other: who handed in, and who did not."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.records.folder import RunFolder
from autograder.records.kept import KeptSubmission
from autograder.records.manifest import Manifest
from autograder.rulings.applying import absent

__all__ = ["everybody"]


def everybody(folder: RunFolder, manifest: Manifest) -> Iterator[KeptSubmission]:
    """Yield what is kept of each submission, and what stands for those who handed in nothing."""
    yield from folder.all_kept(manifest)
    yield from map(absent, manifest.missing)
