"""Which question file a name stands for, after taking away what systems add to names.

Browsers, file managers and course systems number copies, put a student's name in front, change
capitals and spaces, and add endings. What a person writes (``_final``, ``_new``) stays: that may be
another version.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import IntEnum

__all__ = [
    "Form",
    "Standing",
    "helper_name",
    "is_package_of",
    "latex_names",
    "nearest_name",
    "stands_for",
]


class Form(IntEnum):
    """How a name stands for a question file, the likeliest first."""

    ITSELF = 0
    NOTEBOOK = 1
    COPY = 2
    COPY_OF_NOTEBOOK = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """The question file that a name stands for, and how."""

    file: str
    form: Form


_ENDING = re.compile(r"\s*\.(?:(py|ipynb)(?:\.(?:txt|py|json))?|(tex)(?:\.(?:txt|tex))?)$")
_COPY = "(?:copy|kopie|copie|copia|cópia)"
_ADDED = tuple(
    re.compile(pattern)
    for pattern in (
        r"[\s_-]*[(\[]\d{1,3}[)\]]$",  # q1 (1), q1[1]
        r"\s*-\s*\d{1,2}$",  # q1-1
        rf"[\s_-]+{_COPY}(?:\s*\d{{1,3}})?$",  # q1 copy 2, q1 - Copy
        rf"\s*\((?:[\w ]{{0,20}} )?{_COPY}(?: \d+)?\)$",  # q1 (another copy)
        rf"^{_COPY}[\s_]+(?:\(\d+\)[\s_]+)?(?:of|von|de|di)[\s_]+",  # Copy (2) of q1
    )
)
_MOST_ADDED = 6
_MAX_NAME = 200

# As near as `q1_norm_final.py` is to `q1_norm.py`.
_NEAR = 0.6
# Comparing more names would take seconds.
_MAX_COMPARED = 500
# They come with the template, or belong to tools.
_OTHER_ROLES = ("conftest.py", "notation.py", "__init__.py")


def stands_for(name: str, expected: Collection[str]) -> Standing | None:
    """Return the question file that a file of this name stands for, if any.

    Args:
        name: The file's name, without its folder.
        expected: The question files' names; those of documents in LaTeX among them.
    """
    if name in expected:
        return Standing(name, Form.ITSELF)
    if "py" not in name.lower() and ".tex" not in name.lower():
        return None  # as most of a data set
    text = unicodedata.normalize("NFKC", name[:_MAX_NAME]).casefold().strip()
    ending = _ENDING.search(text)
    if ending is None:
        return None
    kind = ".tex" if ending[2] else ".py"
    meant = (file for file in expected if file.endswith(kind))
    stems = {_plain(file.removesuffix(kind).casefold()): file for file in meant}
    file = _original(text[: ending.start()], stems)
    if file is None:
        return None
    if ending[1] != "ipynb":
        return Standing(file, Form.COPY)
    is_its_name = name == f"{file.removesuffix('.py')}.ipynb"
    return Standing(file, Form.NOTEBOOK if is_its_name else Form.COPY_OF_NOTEBOOK)


def latex_names(names: Iterable[str]) -> list[str]:
    """Return those names that documents in LaTeX have."""
    return [name for name in names if name.endswith(".tex")]


def is_package_of(path: str, file: str) -> bool:
    """Return whether a path is that of a package with a question file's name.

    Args:
        path: The path, with ``/`` between its parts.
        file: The question file's name.
    """
    return f"/{path}".endswith(f"/{file.removesuffix('.py')}/__init__.py")


def helper_name(name: str) -> str | None:
    """Return the name under which a file that a system has renamed can be imported, if it has one.

    Args:
        name: The file's name, without its folder, such as ``helper (1).py``.
    """
    stem = unicodedata.normalize("NFC", name.removesuffix(".py"))
    if not name.endswith(".py") or len(name) > _MAX_NAME or stem.isidentifier():
        return None
    for _ in range(_MOST_ADDED):
        shorter = (re.sub(p.pattern, "", stem, flags=re.IGNORECASE) for p in _ADDED)
        stem = next((other for other in shorter if other != stem), "").strip()
        if stem.isidentifier():
            return f"{stem}.py"
    return None


def _original(stem: str, stems: dict[str, str]) -> str | None:
    """Return the file of a stem from which what systems add is taken away."""
    for _ in range(_MOST_ADDED):
        plain = _plain(stem)
        if plain in stems:
            return stems[plain]
        if file := _behind_a_number(plain, stems):
            return file
        shorter = (pattern.sub("", stem) for pattern in _ADDED)
        stem = next((other for other in shorter if other != stem), "")
    return None


def _behind_a_number(plain: str, stems: dict[str, str]) -> str | None:
    """Return the file whose stem comes after somebody's number: ``12345_doe_q1_norm``."""
    for stem in sorted(stems, key=len, reverse=True):
        before, _, _ = plain.rpartition(f"_{stem}")
        words = before.split("_")
        if plain.endswith(f"_{stem}") and any(w.isdigit() for w in words) and words[0] != "test":
            return stems[stem]
    return None


def _plain(stem: str) -> str:
    """Return a stem without the differences between capitals, spaces and strokes."""
    return re.sub(r"[\s_-]+", "_", stem.strip())


def nearest_name(file: str, paths: Iterable[str]) -> str | None:
    """Return the path whose file's name is nearest to a question file's, if it is near at all.

    Args:
        file: The question file's name.
        paths: Where the other files lie; all are looked at, as far as a word of theirs is the
            question file's.
    """
    stem = _plain(file.removesuffix(".py").casefold())
    words = {word for word in stem.split("_") if len(word) > 1}
    near: dict[str, str] = {}
    for path in paths:
        name = path.rpartition("/")[2]
        other = _plain(name.rpartition(".")[0].casefold() or name.casefold())
        if name in _OTHER_ROLES or other.startswith("test_") or len(name) > _MAX_NAME:
            continue
        if words & set(other.split("_")) or other[:2] == stem[:2]:
            near.setdefault(other, path)
            if len(near) >= _MAX_COMPARED:
                break
    best = difflib.get_close_matches(stem, near, 1, _NEAR)
    return near[best[0]] if best else None
