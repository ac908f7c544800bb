"""The kinds of questions that there are examples of, each a file in ``kinds/``.

Such a file begins with a sentence on what the kind is for. Its sections begin with ``=== …``:

    name        what the function of the example is called
    reference   the question and its answer
    rubric      the line
    public      what students can try
    beside      a checker of the course's own that lies beside the rubric, with its file's name
    right_…, wrong_…   variants; with .tex behind it, one in LaTeX

``$number``, ``$name``, ``$module`` (as the public tests import the question's file) and
``$checker`` (the module beside the rubric) are put in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from string import Template

from .refusal import AuthoringError

__all__ = ["Kind", "known_kinds", "read_kind"]

_KINDS = Path(__file__).with_name("kinds")
_SECTION = re.compile(r"^=== (\w+(?:\.tex)?)(?:: (\S+))?$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """An example of a kind of question.

    Attributes:
        title: What it is for, in a sentence.
        name: What its function is called if nobody says otherwise.
        reference: The question and its answer.
        rubric: The line.
        public: The tests that students get.
        variants: Right and wrong answers, by the names of their files.
        latex: Such answers in LaTeX.
        beside: Checkers that lie beside the rubric, by the names of their files.
    """

    title: str
    name: str = ""
    reference: str = ""
    rubric: str = ""
    public: str = ""
    variants: Mapping[str, str] = field(default_factory=dict)
    latex: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)

    def filled(self, **names: str) -> Kind:
        """Return the example with the names put in."""

        def put_in(text: str) -> str:
            return Template(text).substitute(names)

        return Kind(
            title=self.title,
            name=names["name"],
            reference=put_in(self.reference),
            rubric=put_in(self.rubric),
            public=put_in(self.public),
            variants={name: put_in(text) for name, text in self.variants.items()},
            latex={name: put_in(text) for name, text in self.latex.items()},
            beside={put_in(name): put_in(text) for name, text in self.beside.items()},
        )


def known_kinds() -> dict[str, str]:
    """Return what each kind is for, by the kinds' names."""
    return {
        path.stem: path.read_text("utf-8").partition("\n")[0] for path in sorted(_KINDS.glob("*"))
    }


def read_kind(name: str) -> Kind:
    """Return the example of a kind.

    Raises:
        AuthoringError: There is none of that name.
    """
    names = list(known_kinds())
    if name not in names:
        close = get_close_matches(name.lower(), names, n=1)
        meant = f" (did you mean {close[0]}?)" if close else ""
        raise AuthoringError(f"there is no kind {name}{meant}; there is {', '.join(names)}")
    title, *parts = _SECTION.split((_KINDS / f"{name}.txt").read_text("utf-8"))
    sections: dict[str, str] = {}
    variants: dict[str, str] = {}
    latex: dict[str, str] = {}
    beside: dict[str, str] = {}
    for section, value, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        body = f"{text.strip()}\n" if text.strip() else ""
        if section.endswith(".tex"):
            latex[section] = body
        elif section.startswith(("right_", "wrong_")):
            variants[f"{section}.py"] = body
        elif section == "beside":
            beside[value] = body
        else:
            sections[section] = value or body
    return Kind(title=title.strip(), variants=variants, latex=latex, beside=beside, **sections)
