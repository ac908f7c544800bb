"""An earlier run over the same assignment, as it counted in the end: to be looked at beside this.

It is read from what it has kept, settled by its own rubric and its own rulings, and left as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.records.folder import RunFolder, RunFolderError
from autograder.records.manifest import Manifest
from autograder.rulings.applying import Ruled, apply
from autograder.rulings.writing import RulingsFile
from autograder.verdict import Verdict

from .certified import certified
from .everybody import everybody

__all__ = ["NO_LONGER_THERE", "EarlierRun", "earlier_run_at", "remembered_earlier_run"]

#: What is said of an earlier run's folder that has gone since.
NO_LONGER_THERE = "no run is there any more to compare with."


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierRun:
    """An earlier run.

    Args:
        folder: Where it is kept.
        manifest: What it was about.
        verdicts: What persons have ruled in it, by submission and line.
    """

    folder: RunFolder
    manifest: Manifest
    verdicts: Mapping[str, Mapping[str, Verdict]]

    @property
    def name(self) -> str:
        """What it is called: its folder's name."""
        return self.folder.path.resolve().name


def earlier_run_at(path: Path, folder: RunFolder, assignment: str) -> EarlierRun:
    """Return an earlier run.

    Args:
        path: Its folder.
        folder: That of the run which it stands beside.
        assignment: What that run is about.

    Raises:
        RunFolderError: There is no run, or it is of another assignment, or the same folder's.
        RulingsError: Its rulings have mistakes.
        OSError: They cannot be read.
    """
    if path.resolve() == folder.path.resolve():
        raise RunFolderError(
            f"--earlier {path}: that is this run itself, and keeps nothing earlier: copy the "
            "folder before you grade into it again, and name the copy"
        )
    earlier = RunFolder(path)
    manifest = earlier.manifest()
    if manifest.assignment != assignment:
        raise RunFolderError(
            f"--earlier {path}: a run over {manifest.assignment}, and this one is over {assignment}"
        )
    return EarlierRun(
        folder=earlier, manifest=manifest, verdicts=_ruled(earlier, manifest).verdicts
    )


def remembered_earlier_run(folder: RunFolder, manifest: Manifest) -> EarlierRun | None:
    """Return the earlier run that a run was asked to stand beside; None where it is gone.

    Raises:
        RunFolderError: What is there now is no such run.
        RulingsError: Its rulings have mistakes.
        OSError: They cannot be read.
    """
    asked = manifest.asked.get("earlier")
    if asked is None or not Path(asked).is_dir():
        return None
    return earlier_run_at(Path(asked), folder, manifest.assignment)


def _ruled(folder: RunFolder, manifest: Manifest) -> Ruled:
    """Return what persons have ruled in a run."""
    asked = Path(manifest.asked.get("rulings", folder.rulings))
    path = asked if asked.exists() else folder.rulings
    rulings = RulingsFile(path, [line.number for line in manifest.lines]).read()
    if not rulings.rulings:
        return Ruled()
    certain, _ = certified(rulings, folder.all_kept(manifest), manifest.lines)
    return apply(certain, everybody(folder, manifest), manifest.lines)
