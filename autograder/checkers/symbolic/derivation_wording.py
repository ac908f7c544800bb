"""What a message on a derivation says otherwise to those who write LaTeX."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Wording"]

_OPERATORS = {"norm2": "‖·‖", "norm": "‖·‖", "lambda_max": "λ₁"}
_ITEM = re.compile(r"\[(.*)\]$")


@dataclass(frozen=True, slots=True)
class Wording:
    """How a student is spoken to.

    Args:
        symbols: How the question's symbols are written in LaTeX, for a chain that is; else none.
    """

    symbols: Mapping[str, str] | None = None

    @property
    def in_latex(self) -> bool:
        """Whether the student writes LaTeX."""
        return self.symbols is not None

    @property
    def no_step(self) -> str:
        """What is said of a derivation without steps."""
        if self.in_latex:
            return "There is no step: write a chain of expressions, as in a = b = c."
        return (
            "There is no step: a derivation is never changed, and .equals(…) returns a longer one. "
            "Return what the last of them gives."
        )

    @property
    def cited(self) -> str:
        """What is said behind the facts that a step lacks."""
        if self.in_latex:
            return r". Say so in its row, as in \text{(by …)}, or give no reason there."
        return ", cited at this step."

    def split(self, most_facts: int) -> str:
        """Say that a step is to be split."""
        most = "one fact" if most_facts == 1 else f"{most_facts} facts"
        if self.in_latex:
            return f"Show what stands in between: a row takes {most} at most."
        return f"Split it: a step cites {most} at most."

    def symbol(self, name: str) -> str:
        """Return how a symbol is written; of a sequence, with its index."""
        if self.symbols is None:
            return name
        whole, bracket, _ = name.partition("[")
        tex = self.symbols.get(whole, _OPERATORS.get(whole, whole))
        if not bracket:
            return tex
        index = _ITEM.search(name)
        written = _HOLE.sub(index[1] if index else "", tex)
        return written if written != tex else f"{tex}_{{{index[1] if index else ''}}}"


_HOLE = re.compile(r"(?<=_\{)[a-z](?=\})|(?<=\{)[a-z](?=\})")
