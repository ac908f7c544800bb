"""What braces and scripts hold: one atom, or letters one by one."""

from __future__ import annotations

from dataclasses import replace

from .atoms import Atom, Row

__all__ = ["exploded", "grouped", "spliced"]


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
