r"""The document in the students' folder: a place for each answer that can be written in LaTeX."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from .skeleton import Skeleton

__all__ = ["latex_document"]

_BEGUN = r"""% Answers in LaTeX to {assignment}: what is answered here need not be in Python.
% Code is written in Python in any case. Where both answer, Python counts.
%
% An answer stands between \begin{answer}{its number} and \end{answer}, with as much text around it
% as you like. The formula that counts is what is \boxed, else the last display, else the last
% formula in the text that is more than a symbol, clauses with "since", "where", "not" left aside;
% of a chain of equations its last side. Put a \boxed around what could be mistaken. A derivation
% is a chain in a display such as align*, with what a step rests on in words in its row. Your own
% macros may be used. python -m pytest shows how each answer is understood.
%
% Above each answer stands how its symbols are written. A letter in braces is any index.
\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage{amsmath, amssymb}
\newenvironment{answer}[1]{\paragraph{\texttt{\detokenize{#1}}}}{\par}

\begin{document}
"""
_WIDTH = 98

#: How data is written, by what a question asks for.
_EXAMPLES: Mapping[str, str] = {
    "truth": "true or false, in a word",
    "choice": "one of the options, in a word",
    "claims": r"1. true \\ 2. false \\ ... or a table",
    "numbers": r"$2, \frac{11}{2}$, or $\mu_1 = 2$, or a matrix",
    "sequences": r"words, and behind them a number: a red hat, $-9.7$ \\ a blue hat, ...",
    "edges": r"$x_1 \xrightarrow{W} h_1$ \\ ...",
    "parts": r"each part by its name: $c = 1$, $W = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}$",
}


def latex_document(
    assignment: str, skeletons: Mapping[str, Skeleton], table: Mapping[str, Mapping[str, Any]]
) -> str:
    """Return the document.

    Args:
        assignment: Its name.
        skeletons: What students get of each question file.
        table: What `latex_table` says of the questions.
    """
    parts = [_BEGUN.replace("{assignment}", assignment)]
    for file, made in skeletons.items():
        rows = [(one, table[one.number]) for one in made.questions if one.number in table]
        if rows:
            parts.append(f"\n\\section*{{\\texttt{{\\detokenize{{{file}}}}}}}\n")
        for question, row in rows:
            notes = "".join(f"% {line}\n" for line in _notes(row))
            number = question.number
            parts.append(f"\n{notes}\\begin{{answer}}{{{number}}}\n\n\\end{{answer}}\n")
    return "".join([*parts, "\n\\end{document}\n"])


def _notes(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield how the symbols of a question are written, each in the usual way."""
    yield f"{row['function']} of {row['file']}"
    if row["asks"] in _EXAMPLES:
        yield f"{_EXAMPLES[row['asks']]}; or as the docstring writes it in Python"
    symbols = ", ".join(written[0] for _, _, written in row["symbols"])
    if symbols:
        yield from textwrap.wrap(f"symbols: {symbols}", _WIDTH, subsequent_indent="  ")
