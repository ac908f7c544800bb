"""What a formula looks like: atoms in a row, each with what stands below and above it.

An atom is a letter, a number, a sign, or something that was built: a fraction, what stands in
brackets, a matrix. Style is a mark on it. Nothing here says what any of it means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

__all__ = [
    "LOOSE", "Atom", "Row", "exploded", "grouped", "is_letter", "row_text", "same_atoms",
    "same_nuclei", "same_rows", "shown", "spliced",
]  # fmt: skip

#: What does not distinguish symbols, unless two of a question differ in nothing else.
LOOSE = frozenset(
    {"bold", "upright", "italic", "double", "script", "fraktur", "arrow", "underline"}
)


@dataclass(frozen=True, slots=True)
class Atom:
    """One piece of a formula.

    Attributes:
        kind: ``"letter"``, ``"number"``, ``"operator"``, ``"relation"``, ``"mark"`` (punctuation),
            ``"function"``, ``"big"``, ``"word"``, ``"frac"``, ``"binom"``, ``"sqrt"``, ``"group"``,
            ``"paren"``, ``"bars"``, ``"matrix"``, ``"mid"``, ``"blank"``, ``"column"``,
            ``"newline"``, ``"stray"`` (a bracket without its other half).
        text: Which one: the letter, the digits, the sign; of a paren what opens and what closes it.
        parts: The rows inside: numerator and denominator, what stands in the brackets.
        cells: Of a matrix, its rows of cells.
        sub: What stands below on the right.
        sup: What stands above on the right.
        primes: How many primes it has.
        marks: Styles and accents.
        sub_first: Whether what stands below was written before what stands above.
        position: Where it begins in the file.
    """

    kind: str
    text: str = ""
    parts: tuple[Row, ...] = ()
    cells: tuple[tuple[Row, ...], ...] = ()
    sub: Row | None = None
    sup: Row | None = None
    primes: int = 0
    marks: frozenset[str] = frozenset()
    sub_first: bool = False
    position: int = 0

    @property
    def is_bare(self) -> bool:
        """Whether nothing stands below or above it."""
        return self.sub is None and self.sup is None and not self.primes

    @property
    def nucleus(self) -> Atom:
        """The atom without what stands below and above it."""
        return self if self.is_bare else replace(self, sub=None, sup=None, primes=0)

    def is_a(self, kind: str, *texts: str) -> bool:
        """Return whether it is of a kind, and one of these where texts are given."""
        return self.kind == kind and (not texts or self.text in texts)


Row = tuple[Atom, ...]


def is_letter(row: Row | None, text: str = "") -> bool:
    """Return whether a row is one bare letter, and that letter if one is given."""
    return (
        row is not None
        and len(row) == 1
        and row[0].kind == "letter"
        and row[0].is_bare
        and (not text or row[0].text == text)
    )


def spliced(atom: Atom) -> Row:
    r"""Return ``{\Delta\theta}_t`` as ``\Delta\theta_t``, which looks the same."""
    letters = atom.parts[0] if atom.kind == "group" and not atom.marks else ()
    is_name = len(letters) > 1 and all(one.kind == "letter" and one.is_bare for one in letters)
    if not is_name or atom.sub is None or atom.sup is not None or atom.primes:
        return (atom,)
    return (*letters[:-1], replace(letters[-1], sub=atom.sub, sub_first=True))


def grouped(row: Row, position: int) -> Row:
    """Return what a pair of braces holds, as one atom."""
    if len(row) == 1 and (row[0].is_bare or row[0].kind != "letter"):
        return row
    if not row:
        return ()
    return (Atom("group", parts=(row,), position=position),)


def exploded(row: Row) -> Row:
    r"""Return a script with words as letters: ``_{small}`` and ``_{\text{small}}`` are alike."""
    atoms: list[Atom] = []
    for atom in row:
        is_name = atom.kind == "word" or (atom.kind == "function" and len(row) == 1)
        if is_name and atom.is_bare and atom.text.isalpha():
            atoms += (Atom("letter", letter, position=atom.position) for letter in atom.text)
        elif atom.kind == "group" and atom.is_bare:
            atoms += exploded(atom.parts[0])
        elif not atom.is_a("blank"):
            atoms.append(replace(atom, marks=atom.marks - {"upright", "italic"}))
    return tuple(atoms)


def same_rows(left: Row | None, right: Row | None, ignored: frozenset[str]) -> bool:
    """Return whether two rows look alike, some marks left aside."""
    if left is None or right is None:
        return left is right
    return len(left) == len(right) and all(
        same_atoms(one, other, ignored) for one, other in zip(left, right, strict=True)
    )


def same_atoms(left: Atom, right: Atom, ignored: frozenset[str]) -> bool:
    """Return whether two atoms look alike, with what stands below and above them."""
    return (
        same_nuclei(left, right, ignored)
        and left.primes == right.primes
        and same_rows(left.sub, right.sub, ignored)
        and same_rows(left.sup, right.sup, ignored)
    )


def same_nuclei(left: Atom, right: Atom, ignored: frozenset[str]) -> bool:
    """Return whether two atoms look alike, whatever stands below and above them."""
    if left.kind != right.kind or len(left.parts) != len(right.parts):
        return False
    # Which brackets are taken is style.
    if left.text != right.text and left.kind != "paren":
        return False
    return (
        left.marks - ignored == right.marks - ignored
        and not left.cells
        and not right.cells
        and all(same_rows(a, b, ignored) for a, b in zip(left.parts, right.parts, strict=True))
    )


_BIG_NAMES = {"product": "prod", "integral": "int"}
_SIGNS = {
    "cdot": "\\cdot ", "times": "\\times ", "odot": "\\odot ", "otimes": "\\otimes ",
    "pm": "\\pm ", "<=": "\\le ", ">=": "\\ge ", "!=": "\\ne ", "<-": "\\leftarrow ",
    "->": "\\to ", "<<": "\\ll ", ">>": "\\gg ", "in": "\\in ", "mid": "\\mid ",
    "=>": "\\Rightarrow ", "circ": "\\circ ",
}  # fmt: skip
_BRACKETS = {
    "[": ("[", "]"), "{": ("\\{", "\\}"), "<": ("\\langle ", "\\rangle"),
    "floor": ("\\lfloor ", "\\rfloor"), "ceiling": ("\\lceil ", "\\rceil"),
}  # fmt: skip
#: What stands within an atom is cut no shorter than what it stands in.
_LONGEST = 400
_ACCENTS = ("hat", "tilde", "bar", "dot", "ddot", "check", "breve")
_STYLES = {"bold": "mathbf", "double": "mathbb", "script": "mathcal"}


def shown(atom: Atom) -> str:
    """Return LaTeX that looks like an atom, for a message."""
    text = _nucleus(atom)
    for style, command in _STYLES.items():
        if style in atom.marks:
            text = f"\\{command}{{{text}}}"
    for accent in _ACCENTS:
        if accent in atom.marks:
            text = f"\\{accent}{{{text}}}"
    text += "'" * atom.primes
    for sign, row in (("_", atom.sub), ("^", atom.sup)):
        if row is not None:
            inner = row_text(row, _LONGEST)
            text += f"{sign}{inner}" if len(inner) == 1 else f"{sign}{{{inner}}}"
    return text


def _nucleus(atom: Atom) -> str:
    parts = [row_text(row, _LONGEST) for row in atom.parts]
    kind = atom.kind
    if kind == "frac":
        return f"\\frac{{{parts[0]}}}{{{parts[1]}}}"
    if kind == "binom":
        return f"\\binom{{{parts[0]}}}{{{parts[1]}}}"
    if kind == "sqrt":
        return f"\\sqrt{{{parts[0]}}}"
    if kind == "paren":
        left, right = _BRACKETS.get(atom.text, ("(", ")"))
        return f"{left}{parts[0]}{right}"
    if kind == "bars":
        bar = "|" if atom.text == "|" else "\\|"
        return f"{bar}{parts[0]}{bar}"
    if kind in ("group", "matrix"):
        inside = parts[0] if parts else f"\\begin{{{atom.text}}}…"
        return f"{{{inside}}}"
    if kind in ("function", "big"):
        return f"\\{_BIG_NAMES.get(atom.text, atom.text)} "
    if kind == "word":
        return f"\\text{{{atom.text}}}"
    if kind in ("operator", "relation"):
        return _SIGNS.get(atom.text, atom.text)
    return f"{atom.text} " if atom.text.startswith("\\") else atom.text


def row_text(row: Sequence[Atom], most: int = 60) -> str:
    """Return LaTeX that looks like a row, its end left out where it is long."""
    return _shortened("".join(_texts(row)).strip(), most)


def _texts(row: Sequence[Atom]) -> Iterator[str]:
    for index, atom in enumerate(row):
        text = shown(atom)
        following = row[index + 1] if index + 1 < len(row) else None
        ends = following is None or following.kind not in ("letter", "number")
        yield text.rstrip() if ends and text.startswith("\\") else text


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}…"
