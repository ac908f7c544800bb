"""Reads a file of rulings; a mistake in it is named with its line and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from autograder.grading.points import literal_points, read_share

from .places import TablePlace, tables
from .ruling import Left, Remark, Ruling, Rulings, Same

__all__ = ["RULING_KEYS", "RulingsError", "parse_rulings", "read_rulings"]

_TOP = ("by", "remarks", "ruling", "left", "same")
_OF_REMARK = ("share", "text")
#: What a ruling can say.
RULING_KEYS = (
    "line", "for", "answer", "except", "remark", "share", "text", "by", "on", "given_for",
)  # fmt: skip
_OF_SAME = ("line", "groups", "by", "on")
_OF_LEFT = ("line", "for", "answer", "by", "on", "text")
_LARGEST = 16 << 20


class RulingsError(ValueError):
    """A file of rulings with mistakes: a line of text for each, with the way out."""


class _Mistake(Exception):
    """A mistake at a key of a table."""

    def __init__(self, key: str, text: str) -> None:
        super().__init__(text)
        self.key = key


def read_rulings(path: Path, numbers: Collection[str]) -> Rulings:
    """Return what a file of rulings says.

    Args:
        path: The file.
        numbers: The lines of the rubric.

    Raises:
        RulingsError: It has mistakes.
        OSError: It cannot be read.
    """
    if path.stat().st_size > _LARGEST:
        raise RulingsError(f"{path}: larger than {_LARGEST >> 20} MiB: this is no file of rulings")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RulingsError(f"{path}: not UTF-8 ({error.reason}): save it so") from None
    return parse_rulings(text, str(path), numbers)


def parse_rulings(text: str, name: str, numbers: Collection[str]) -> Rulings:
    """Return what the text of a file says.

    Args:
        text: The text.
        name: What the file is called in messages.
        numbers: The lines of the rubric.

    Raises:
        RulingsError: It has mistakes.
    """
    try:
        content: dict[str, Any] = tomlkit.parse(text).unwrap()
    except (TOMLKitError, ValueError, RecursionError) as error:
        line = getattr(error, "line", 0)
        place = f"{name}:{line}" if line else name
        reason = re.sub(r" at line \d+ col \d+.*", "", str(error))
        raise RulingsError(f"{place}: this is not TOML: {reason}") from None
    reader = _Reader(content, tables(text), name, numbers)
    found = reader.read()
    if reader.mistakes:
        raise RulingsError("\n".join(reader.mistakes))
    return found


class _Reader:
    """Reads the tables of one file, and collects what is wrong with them."""

    def __init__(
        self,
        content: dict[str, Any],
        found: Sequence[TablePlace],
        name: str,
        numbers: Collection[str],
    ) -> None:
        self._content = content
        self._tables = found
        self._name = name
        self._numbers = numbers
        self._remarks: dict[str, Mapping[str, Any]] = {}
        self.mistakes: list[str] = []

    def read(self) -> Rulings:
        """Return all that can be read."""
        top = self._tables[0]
        self._attempt(top, lambda: _known(self._content, _TOP, "this file"))
        for name, remark in self._named("remarks"):
            place = self._table(f"remarks.{name}")
            self._attempt(place, lambda remark=remark: _remark(remark))
            self._remarks[name] = remark if isinstance(remark, dict) else {}
        rulings = [
            self._attempt(place, lambda i=i, t=table, p=place: self._ruling(i, t, p))
            for i, (table, place) in enumerate(self._items("ruling"))
        ]
        same = [
            self._attempt(place, lambda t=table, p=place: self._same(t, p))
            for table, place in self._items("same")
        ]
        left = [
            self._attempt(place, lambda i=i, t=table, p=place: self._left(i, t, p))
            for i, (table, place) in enumerate(self._items("left"))
        ]
        if self.mistakes:
            return Rulings()
        remarks = {name: _remark_of(table) for name, table in self._remarks.items()}
        by = _text(self._content, "by")
        return Rulings(tuple(rulings), tuple(same), tuple(left), remarks, by)

    def _attempt(self, table: TablePlace, read: Any) -> Any:
        try:
            return read()
        except _Mistake as mistake:
            self.mistakes.append(f"{self._name}:{table.place(mistake.key)}: {mistake}")
            return None

    def _named(self, name: str) -> Iterator[tuple[str, Any]]:
        found = self._content.get(name, {})
        if isinstance(found, dict):
            yield from found.items()
        else:
            self._wrong_kind(name, f"write [{name}.NAME]")

    def _items(self, name: str) -> Iterator[tuple[Mapping[str, Any], TablePlace]]:
        found = self._content.get(name, [])
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            self._wrong_kind(name, f"write [[{name}]], with two brackets")
            return
        places = [table for table in self._tables if table.name == name and table.is_item]
        if len(places) != len(found):  # written as one value, at one place
            places = [self._table(name)] * len(found)
        yield from zip(found, places, strict=True)

    def _wrong_kind(self, name: str, remedy: str) -> None:
        line = self._table(name).place(name)
        self.mistakes.append(f"{self._name}:{line}: `{name}` is no such table: {remedy}")

    def _table(self, name: str) -> TablePlace:
        return next((table for table in self._tables if table.name == name), self._tables[0])

    def _ruling(self, index: int, table: Mapping[str, Any], place: TablePlace) -> Ruling:
        _known(table, RULING_KEYS, "a ruling")
        line, by = self._line(table), self._by(table)
        people, answers = _whose(table)
        excluded = _texts(table, "except")
        if excluded and people:
            raise _Mistake("except", "`except` goes with `answer`: leave the people out of `for`")
        share, text = self._worth(table)
        return Ruling(
            line=line, share=share, text=text, by=by, on=_date(table), people=people,
            answers=answers, excluded=excluded,
            given_for=_texts(table, "given_for") if "given_for" in table else None,
            remark=_text(table, "remark"), place=f"{self._name}:{place.line}", index=index,
        )  # fmt: skip

    def _left(self, index: int, table: Mapping[str, Any], place: TablePlace) -> Left:
        _known(table, _OF_LEFT, "a table `left`")
        people, answers = _whose(table)
        return Left(
            line=self._line(table), by=self._by(table), on=_date(table), people=people,
            answers=answers, text=_text(table, "text"), place=f"{self._name}:{place.line}",
            index=index,
        )  # fmt: skip

    def _by(self, table: Mapping[str, Any]) -> str:
        by = _text(table, "by") or _text(self._content, "by")
        if not by:
            raise _Mistake("line", 'who decided it? Write by = "…" here, or at the top of the file')
        return by

    def _worth(self, table: Mapping[str, Any]) -> tuple[Fraction, str]:
        """Return the share and the text of a ruling, its remark's where it has one."""
        name = _text(table, "remark")
        if name and name not in self._remarks:
            raise _Mistake(
                "remark", f"there is no remark {name!r}{_meant(name, self._remarks)}: write "
                f"[remarks.{name}] with its share and text",
            )  # fmt: skip
        remark = self._remarks.get(name, {})
        for key in _OF_REMARK:
            if key in table and key in remark:
                raise _Mistake(key, f"the remark {name!r} has a {key} already: say it once")
        both = {**remark, **{key: table[key] for key in _OF_REMARK if key in table}}
        if "share" not in both:
            raise _Mistake("line", 'what does it earn? Write share = "half", or a remark with one')
        _remark({key: table[key] for key in _OF_REMARK if key in table})
        if name:  # what is wrong with a remark is said of the remark
            try:
                return _share(both), _text(both, "text")
            except _Mistake:
                return Fraction(0), ""
        return _share(both), _text(both, "text")

    def _same(self, table: Mapping[str, Any], place: TablePlace) -> Same:
        _known(table, _OF_SAME, "a table `same`")
        _date(table)
        groups = _texts(table, "groups")
        if len(groups) < 2:
            raise _Mistake("groups", 'two groups at least are the same: groups = ["…", "…"]')
        return Same(line=self._line(table), groups=groups, place=f"{self._name}:{place.line}")

    def _line(self, table: Mapping[str, Any]) -> str:
        line = _text(table, "line")
        if not line:
            raise _Mistake("line", 'of which line? Write line = "2.1", with its whole number')
        if line not in self._numbers:
            below = [number for number in self._numbers if number.startswith(f"{line}.")]
            meant = f" (it has {', '.join(below)})" if below else _meant(line, self._numbers)
            raise _Mistake("line", f"the rubric has no line {line}{meant}")
        return line


def _remark(table: Any) -> None:
    """Refuse a remark with a mistake."""
    if not isinstance(table, dict):
        raise _Mistake("", "a remark is a table: write [remarks.NAME], then its share and text")
    _known(table, _OF_REMARK, "a remark")
    for written in literal_points(_text(table, "text")):
        raise _Mistake(
            "text",
            f"the text says {written!r}: write {{points}}, {{points:a clause}} or {{points:2/3}}, "
            "and the number is put in",
        )
    if "share" in table:
        _share(table)


def _remark_of(table: Mapping[str, Any]) -> Remark:
    share = _share(table) if "share" in table else None
    return Remark(share=share, text=_text(table, "text"))


def _whose(table: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the people and the answers that a table is about: one of the two."""
    people, answers = _texts(table, "for"), _one_or_several(table, "answer")
    if bool(people) == bool(answers):
        raise _Mistake(
            "for" if people else "line",
            'for whom? Write for = ["e-mail address", …], or answer = "…" for all answers that '
            "are the same; one of the two",
        )
    return people, answers


def _known(table: Mapping[str, Any], keys: Sequence[str], what: str) -> None:
    for key in table:
        if key not in keys:
            meant = _meant(key, keys)
            raise _Mistake(key, f"{what} has no {key!r}{meant}; it has {', '.join(keys)}")


def _meant(word: str, known: Collection[str]) -> str:
    close = get_close_matches(word, known, n=1)
    return f" (did you mean {close[0]}?)" if close else ""


def _text(table: Mapping[str, Any], key: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise _Mistake(key, f'{key} is a text: write {key} = "{value}"')
    return value.strip()


def _texts(table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise _Mistake(key, f'{key} is a list of texts: write {key} = ["…", "…"]')
    return tuple(value.strip() for value in values)


def _one_or_several(table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    if isinstance(table.get(key), list):
        return _texts(table, key)
    text = _text(table, key)
    return (text,) if text else ()


def _date(table: Mapping[str, Any]) -> date | None:
    value = table.get("on")
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    raise _Mistake("on", "on is a day: write on = 2026-11-30, without quotes")


def _share(table: Mapping[str, Any]) -> Fraction:
    value = table["share"]
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise _Mistake("share", f'a share is "all", "half", "nothing", "2/3" or 0.5, not {value!r}')
    try:
        share = read_share(value.strip()) if isinstance(value, str) else Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise _Mistake(
            "share", f'{value!r} is no share of a line: write "all", "half", "nothing", "2/3" or '
            "0.5; points stand in the rubric alone",
        ) from None  # fmt: skip
    if not 0 <= share <= 1:
        raise _Mistake("share", f"a share lies between 0 and 1, and {value} does not; points stand "
                       "in the rubric alone")  # fmt: skip
    return share
