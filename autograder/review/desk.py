"""What rulings are given at: a class in memory, the file of rulings, and what follows from both.

No HTTP, no clock but the day. Everything is asked for by places in lists of the run. A write says
which rulings it has seen; where the file says others by now, nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from autograder.batch.earlier import remembered_earlier_run
from autograder.batch.ruled import RuledOutputs
from autograder.grading.points import filled, share_text
from autograder.page.class_page import PageContent
from autograder.page.numbers import ClassNumbers
from autograder.records.folder import RunFolder, RunFolderError
from autograder.report.text import shown
from autograder.rulings.rulings_text import RulingsText

from .answer_source import AnswerSources
from .asked import (
    LeaveAsked,
    RemarkAsked,
    RulingAsked,
    SameAsked,
    VersionAsked,
    WithdrawAsked,
    one_of,
    share_asked,
    text_asked,
)
from .edits import Edits
from .refusal import ReviewRefused
from .ruled_class import RuledClass
from .versioned_rulings import Edit, VersionedRulings

__all__ = ["Desk"]

_REMARK = re.compile(r"[\w-]{1,40}")


class Desk:
    """A class, and the rulings on it.

    Args:
        folder: The run's.
        path: The file of rulings; there need not be one.
        by: Who decides; empty for who decides where the file does not say.

    Attributes:
        by: Who decides.

    Raises:
        RunFolderError: There is no run here, or it has not come to its end.
        RulingsError: The file has mistakes.
        OSError: Something cannot be read.
    """

    def __init__(self, folder: RunFolder, path: Path, by: str = "") -> None:
        manifest = folder.manifest()
        if not manifest.is_complete:
            raise RunFolderError(
                f"{folder.path}: the run has not come to its end, and rulings are for what is "
                "complete: `autograder batch` with the same folder goes on"
            )
        self._folder = folder
        self._file = VersionedRulings(folder, path, [line.number for line in manifest.lines])
        earlier = remembered_earlier_run(folder, manifest)
        self._class = RuledClass(folder, manifest, self._file.rulings, earlier=earlier)
        self.by = by or self._file.rulings.by
        self._outputs = RuledOutputs(path, earlier=earlier)
        self._sources = AnswerSources(manifest)
        is_written = self._file.is_older_than(folder.path / "summary.json")
        self._written = self._said() if is_written else frozenset()

    @property
    def version(self) -> str:
        """Which rulings are in force here."""
        return self._file.version

    # ------------------------------------------------------------------------------- reading

    def data(self) -> dict[str, Any]:
        """Return all that the page's script reads."""
        self.refresh()
        review = self._review()  # first, since it has texts of its own
        return {**self._class.data(), "review": review}

    def numbers(self) -> ClassNumbers:
        """Return the class in numbers."""
        self.refresh()
        return self._class.numbers()

    def content(self) -> PageContent:
        """Return all that the page shows."""
        return PageContent(numbers=self.numbers(), data=self.data())

    def answer(self, line: int, submission: int) -> dict[str, str]:
        """Return an answer as it was handed in, and what the grader has said of it.

        Raises:
            ReviewRefused: There is no such line or submission.
        """
        kept, answer = self._class.answer(line, submission)
        rubric = self._class.manifest.lines[line]
        source, why = self._sources.find(kept.handed_in.id, rubric, answer)
        found = {"source": source, "why": why, "state": kept.state}
        found |= dict.fromkeys(("share", "message", "review"), "")
        if answer is not None:
            verdict = answer.verdict
            message = filled(verdict.message, rubric.weight, rubric.clauses, strict=False)
            share = "" if verdict.state.ours else share_text(verdict.share)
            found |= {"state": verdict.state.value, "share": share}
            found |= {"message": message, "review": verdict.review}
        return {key: shown(text) for key, text in found.items()}

    def preview(self, asked: RemarkAsked) -> dict[str, Any]:
        """Return whom a remark would move, and change nothing; raises as `rule`."""
        self.refresh()
        self._file.check(asked.version)
        _, rulings = self._file.edited(self._remark(asked))
        return {"version": self.version, **self._class.moves(rulings)}

    def refresh(self) -> None:
        """Take over what somebody has written into the file meanwhile."""
        if self._file.refresh():
            self._class.take(self._file.rulings)

    # ------------------------------------------------------------------------------- writing

    def rule(self, asked: RulingAsked) -> dict[str, Any]:
        """Rule on answers; returns what is other now.

        Raises:
            ReviewRefused: It cannot be; nothing has changed.
            OSError: The file cannot be written.
        """

        def edit(text: RulingsText) -> None:
            meant = self._class.meant(asked.line, asked.group, asked.submissions, asked.left_out)
            said = {
                "remark": asked.remark,
                "share": _share_said(asked.share),
                "text": text_asked(asked.text),
                **self._said_now(),
            }
            left_out = None if asked.left_out is None else self._class.called(asked.left_out)
            self._edits(asked.line).rule(text, meant, said, left_out)

        return self._write(asked, edit)

    def leave(self, asked: LeaveAsked) -> dict[str, Any]:
        """Leave answers for another person; raises as `rule`."""

        def edit(text: RulingsText) -> None:
            meant = self._class.meant(asked.line, asked.group, asked.submissions)
            said = {"text": text_asked(asked.text), **self._said_now()}
            self._edits(asked.line).leave(text, meant, said)

        return self._write(asked, edit)

    def withdraw(self, asked: WithdrawAsked) -> dict[str, Any]:
        """Take a ruling out; raises as `rule`."""

        def edit(text: RulingsText) -> None:
            rulings = self._class.rulings.rulings
            ruling = rulings[one_of(len(rulings), asked.ruling, "ruling")]
            self._edits(self._class.whom.line(ruling.line)).withdraw(text, ruling)

        return self._write(asked, edit)

    def same(self, asked: SameAsked) -> dict[str, Any]:
        """Put groups of answers together; raises as `rule`."""

        def edit(text: RulingsText) -> None:
            ids = list(dict.fromkeys(asked.groups))
            found = [self._class.meant(asked.line, name, None) for name in ids]
            self._edits(asked.line).join(text, found, self._said_now())

        return self._write(asked, edit)

    def remark(self, asked: RemarkAsked) -> dict[str, Any]:
        """Keep a remark, new or changed; raises as `rule`."""
        return self._write(asked, self._remark(asked))

    def undo(self, asked: VersionAsked) -> dict[str, Any]:
        """Take back what was written last; raises as `rule`."""
        return self._changed(asked, self._file.undo)

    def results(self, asked: VersionAsked) -> dict[str, Any]:
        """Write results and tables; raises as `rule`."""

        def write() -> None:
            self._outputs(self._folder, self._class.manifest)
            self._file.read()  # which answers are meant may be noted now
            self._written = self._said()

        return self._changed(asked, write)

    def write_results(self) -> bool:
        """Write results and tables where they are not as the rulings say; return whether it did.

        Raises:
            ReviewRefused: It cannot be done; says why.
            OSError: Something cannot be written.
        """
        self.refresh()
        if self._written == self._said() and not self._file.fault:
            return False
        self.results(VersionAsked(version=self.version))
        return True

    def told(self) -> Iterator[str]:
        """Yield what persons should know of the rulings, once results were written."""
        yield from self._outputs.told()

    # ---------------------------------------------------------------------------- the inside

    def _review(self) -> dict[str, Any]:
        """Return what is said of the rulings themselves."""
        return {
            "version": self.version,
            "by": self.by,
            "fault": self._file.fault,
            "rulings_file": shown(str(self._file.path)),
            "newer": len(self._written ^ self._said()),
            "undo": self._file.undoable,
            **self._class.listed(),
        }

    def _write(self, asked: VersionAsked, edit: Edit) -> dict[str, Any]:
        """Change the file, if it is the one that was seen; return what is other now."""
        return self._changed(asked, lambda: self._file.write(edit))

    def _changed(self, asked: VersionAsked, change: Callable[[], None]) -> dict[str, Any]:
        """Change the file while nobody else does; return what is other then."""
        page = self._class.page
        with self._file.alone():
            self.refresh()
            self._file.check(asked.version)
            texts = page.texts if asked.texts is None else asked.texts
            formulas = page.formulas if asked.formulas is None else asked.formulas
            change()
        changed, groups = self._class.take(self._file.rulings)
        review = self._review()  # first, since it has texts of its own
        return {
            "version": self.version,
            "changed": changed,
            "groups": groups,
            **page.later(texts, formulas),
            "review": review,
        }

    def _edits(self, line: int) -> Edits:
        lines = self._class.groups
        return Edits(self._class.whom, self._class.rulings, lines[one_of(len(lines), line, "line")])

    def _remark(self, asked: RemarkAsked) -> Edit:
        name = asked.name.strip()
        if not _REMARK.fullmatch(name):
            raise ReviewRefused("a remark is called by letters, digits, - and _: forty at the most")
        said = {"share": _share_said(asked.share), "text": text_asked(asked.text)}
        if not any(said.values()):
            raise ReviewRefused("a remark says a share, a text, or both")

        def edit(text: RulingsText) -> None:
            if name in self._class.rulings.remarks:
                text.change_remark(name, said)
            else:
                text.add_remark(name, said)

        return edit

    def _said_now(self) -> dict[str, Any]:
        return {"by": self.by, "on": date.today()}

    def _said(self) -> frozenset[tuple[Any, ...]]:
        """Return what the rulings say, wherever they stand in the file."""
        found = self._file.rulings
        return frozenset(
            (one.line, one.share, one.text, one.by, one.people, one.answers, one.excluded)
            for one in found.rulings
        ) | {(one.line, one.groups) for one in found.same}


def _share_said(text: str | None) -> str:
    share = share_asked(text)
    return "" if share is None else share_text(share)
