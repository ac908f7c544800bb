"""Reads an answer: a stand-in that knows sums and products of letters, to be replaced."""

from __future__ import annotations

import re
from typing import Any

from .document import Answer, Document
from .setting import Reading, Setting, Understood
from .term import Term, number, symbol

__all__ = ["Problem", "read_answer"]


class Problem(Exception):
    """What cannot be read, and where."""

    def located(self, text: str) -> str:
        """Return it with the line that it stands in."""
        return f"{self}\n{text.strip()}\n^"


def read_answer(document: Document, asked: str, setting: Setting) -> Understood:
    """Return how an answer is understood.

    Raises:
        Problem: It cannot be read.
    """
    answer: Answer = document.answers[asked]
    body = "".join(re.findall(r"\$([^$]*)\$", answer.text)[-1:]) or answer.text.strip()
    if "LOOP" in body:
        while True:
            pass
    remarks = ("`\\displaystyle` is left out",) if "\\displaystyle" in body else ()
    body = body.replace("\\displaystyle", "")
    if not setting.symbols:
        return Understood((Reading(_data(body)),), remarks)
    if slashed := re.fullmatch(r"\s*(\S+)/2(\S+)\s*", body):
        top, bottom = (_product(part, setting) for part in slashed.groups())
        half = number("1/2")
        readings = [
            Reading(Term("mul", "", (half, top, bottom)), f"({slashed[1]}/2){slashed[2]}"),
            Reading(
                Term("mul", "", (half, top, Term("pow", "", (bottom, number(-1))))),
                f"{slashed[1]}/(2{slashed[2]})",
            ),
        ]
    else:
        readings = [Reading(_sum(body, setting))]
    return Understood(tuple(readings), remarks)


def _data(text: str) -> Any:
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    items = [item.strip() for item in text.split(",")]
    return [float(item) for item in items]


def _sum(text: str, setting: Setting) -> Term:
    terms = [_product(term, setting) for term in text.split("+")]
    return terms[0] if len(terms) == 1 else Term("add", "", tuple(terms))


def _product(text: str, setting: Setting) -> Term:
    factors = []
    for piece in re.findall(r"\\[a-zA-Z]+|-?\d+|\S", text):
        known = {tex: one.name for one in setting.symbols for tex in one.tex}
        if piece.lstrip("-").isdigit():
            factors.append(number(piece))
        elif piece in known:
            factors.append(symbol(known[piece]))
        else:
            raise Problem(f"`{piece}` is no symbol of this question")
    if not factors:
        raise Problem("there is nothing to read")
    return factors[0] if len(factors) == 1 else Term("mul", "", tuple(factors))
