"""Variants: right and wrong answers to one line, each with what it earns.

A variant is one file, ``tests/variants/<assignment>/<line>/right_*.py`` or ``wrong_*.py``, that
defines what it answers differently; the rest of the submission is the reference. Where it is about
going on from a wrong answer, it defines the answer to the earlier line as well. The first line of
its docstring says what it earns, and after a colon the note that must be left:
``earns half: transpose``. A wrong derivation also says at which step it fails:
``earns nothing: missing fact at step 1``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from autograder.checkers.symbolic.derivation_text import first_bad_step
from autograder.grading.points import read_share, share_text
from autograder.verdict import Verdict

__all__ = ["Variant", "VariantError", "read_variant", "variants_of"]

_EARNS = re.compile(r"earns ([a-z]+|[0-9/]+)(?:: ([\w; -]+?))?(?: at step (\d+))?")
_GRAMMAR = "earns all | half | nothing | 2/3 [: note] [at step 1]"


class VariantError(ValueError):
    """A variant that does not say what it earns, with file and line."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A variant's file, and what it says of itself.

    Args:
        path: The file.
        content: What stands in it.
        earns: The share of the line.
        note: The note that has to be left, or empty.
        step: The first step of a derivation that is not valid; 0 for none.
        defines: The names of the functions and classes that it defines.
    """

    path: Path
    content: bytes
    earns: Fraction
    note: str
    step: int
    defines: frozenset[str]

    @property
    def says(self) -> str:
        """What it says that it earns."""
        note = f": {self.note}" if self.note else ""
        return f"{share_text(self.earns)}{note}" + (f" at step {self.step}" if self.step else "")

    def contradicts(self, verdict: Verdict) -> str:
        """Return in what the verdict is another than it says; empty where it is not."""
        if verdict.state.ours:
            return f"is left to a person ({verdict.review or verdict.state.value})"
        if verdict.share != self.earns:
            return f"earns {share_text(verdict.share)}"
        step = first_bad_step(verdict.message)
        if step != self.step:
            return f"has its first bad step at {step}" if step else "has no bad step"
        if self.note and self.note not in verdict.notes:
            return f"leaves {', '.join(verdict.notes) or 'no note'}"
        return ""


def variants_of(folder: Path) -> Iterator[Path]:
    """Yield the files of one line's variants, sorted."""
    yield from sorted(folder.glob("*.py"))


def read_variant(path: Path) -> Variant:
    """Read a variant.

    Raises:
        VariantError: It does not parse, or does not say what it earns.
    """
    content = path.read_bytes()
    try:
        tree = ast.parse(content)
        first = (ast.get_docstring(tree) or "").partition("\n")[0]
        said = _EARNS.fullmatch(first)
        if said is None:
            raise VariantError(f"{path}:1: its docstring has to begin with `{_GRAMMAR}`")
        share = read_share(said[1])
    except SyntaxError as error:
        raise VariantError(f"{path}:{error.lineno}: {error.msg}") from None
    except ValueError as error:
        if isinstance(error, VariantError):
            raise
        raise VariantError(f"{path}:1: {error}") from None
    kinds = (ast.FunctionDef, ast.ClassDef)
    defines = frozenset(node.name for node in tree.body if isinstance(node, kinds))
    return Variant(path, content, share, said[2] or "", int(said[3] or 0), defines)
