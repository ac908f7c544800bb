"""Who is in a class: Gradescope's grades of one assignment, or any table with people in it.

Columns are found by their names. Gradescope's also says how late each was and who handed in
nothing; a gradebook of Canvas and a grading worksheet of Moodle say what their numbers of people
are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from autograder.records.people import Person
from autograder.spreadsheet import Table, TableError, TableRow, unguarded

from .download import IntakeError, readable
from .times import read_duration

__all__ = ["Roster", "RosterRow", "read_roster"]

_MAX_SIZE = 64 << 20
#: What a column may be called, in small letters and with spaces for underscores.
_NAMES = {
    "name": ("name", "full name", "student", "student name"),
    "first": ("first name", "given name", "firstname"),
    "last": ("last name", "family name", "surname", "lastname"),
    "email": ("email", "e-mail", "email address", "e-mail address", "mail"),
    "sid": ("sid", "student id", "sis user id", "id number", "orgdefinedid", "student number"),
    "username": ("username", "user name", "sis login id", "login id", "login"),
    "platform_id": ("platform id", "identifier"),
    "group": ("group",),
    "status": ("status",),
    "submission": ("submission id",),
    "late": ("lateness (h:m:s)",),
}
_SECTIONS = ("section", "sections", "section name")
#: What a row of Canvas' gradebook begins with that is nobody's.
_NOBODY = ("points possible", "manual posting", "muted")
_NUMBER = re.compile(r"\D*(\d+)\s*")
# As a spreadsheet writes a long number.
_REWRITTEN = re.compile(r"\d([.,]\d+)?E\+\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """A person of a class.

    Args:
        person: Who that is.
        line: The line of the file.
        status: Gradescope's or Moodle's words for how far their submission is.
        submission: Gradescope's number of it.
        late: How late it was.
        group: Moodle's group.
    """

    person: Person
    line: int
    status: str = ""
    submission: str = ""
    late: timedelta | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """A class.

    Args:
        path: The file.
        rows: Its people.
        platform: Whose numbers of people it has: ``"canvas"``, ``"moodle"``, or neither.
        messages: What is odd about it.
    """

    path: Path
    rows: tuple[RosterRow, ...]
    platform: str = ""
    messages: tuple[str, ...] = ()


def read_roster(path: Path) -> Roster:
    """Read who is in a class.

    Args:
        path: A table with a header, of which at least one column has names, e-mail addresses or
            student numbers.

    Raises:
        IntakeError: It cannot be read, or has a mistake: the text says in which line, and what
            helps.
    """
    table = _table(path)
    columns = _columns(path, table)
    rows: list[RosterRow] = []
    lines: dict[tuple[str, str], RosterRow] = {}
    for line in table.rows[1:]:
        if line.text(0).strip().lower().startswith(_NOBODY):
            continue
        row = _row(path, line, columns)
        if not any(_same(path, key, row, lines) for key in _keys(row.person)):
            rows.append(row)
    if not rows:
        raise IntakeError(f"{path}: there is nobody in it: it has a header alone")
    platform = {"id": "canvas", "identifier": "moodle"}.get(columns.number, "")
    return Roster(path, tuple(rows), platform, _messages(path, table))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where each thing stands, in how many columns, and what the platform's number is called."""

    places: dict[str, int]
    sections: tuple[int, ...]
    count: int
    number: str


def _table(path: Path) -> Table:
    try:
        if path.stat().st_size > _MAX_SIZE:
            raise IntakeError(f"{path}: larger than {_MAX_SIZE >> 20} MiB: that is no roster")
        return Table(path.read_bytes())
    except OSError as error:
        raise IntakeError(f"{path}: {error.strerror}") from None
    except TableError as error:
        raise IntakeError(f"{path}:{error.line}: {error.text}") from None


def _columns(path: Path, table: Table) -> _Columns:
    header = [re.sub(r"[\s_]+", " ", name).lower() for name in table.header]
    places = {
        what: header.index(name)
        for what, names in _NAMES.items()
        for name in reversed(names)
        if name in header
    }
    number = "identifier" if "identifier" in header else ""
    if "id" in header:
        # Canvas' own number of a person, or the university's.
        is_canvas = header[0] in ("student", "lastname") and "section" in header
        places.setdefault("platform_id" if is_canvas else "sid", header.index("id"))
        number = "id" if is_canvas else number
    if places.keys().isdisjoint(("name", "first", "last", "email", "sid")):
        raise IntakeError(
            f"{path}:1: no column of this header is called name, email or sid: "
            f"{', '.join(table.header[:8]) or 'it is empty'}. Add a header, or rename one of them."
        )
    sections = tuple(index for index, name in enumerate(header) if name in _SECTIONS)
    return _Columns(places, sections, len(header), number)


def _row(path: Path, row: TableRow, columns: _Columns) -> RosterRow:
    where = f"{path}:{row.line}"
    if any(cell.text.strip() for cell in row.cells[columns.count :]):
        raise IntakeError(
            f"{where}: it has {len(row.cells)} cells, the header {columns.count}: a name with a "
            "comma needs quotation marks around it"
        )
    texts = {what: readable(unguarded(row.text(at))) for what, at in columns.places.items()}
    name = texts.get("name") or f"{texts.get('first', '')} {texts.get('last', '')}".strip()
    number = texts.get("platform_id", "")
    if columns.number == "identifier":
        found = _NUMBER.fullmatch(number)
        number = found[1] if found else ""
    sections = dict.fromkeys(filter(None, (readable(row.text(at)) for at in columns.sections)))
    person = Person(
        name=name,
        email=texts.get("email", ""),
        sid=texts.get("sid", ""),
        username=texts.get("username", ""),
        platform_id=number,
        sections=tuple(sections),
    )
    _check(where, person)
    late = texts.get("late", "")
    duration = read_duration(late) if late else None
    if late and duration is None:
        raise IntakeError(f"{where}: the lateness `{late}` should be hours:minutes:seconds")
    return RosterRow(
        person=person,
        line=row.line,
        status=texts.get("status", ""),
        submission=texts.get("submission", ""),
        late=duration,
        group=texts.get("group", ""),
    )


def _check(where: str, person: Person) -> None:
    """Make sure that a row is somebody's, and that no spreadsheet has rewritten it."""
    if not person.key:
        raise IntakeError(f"{where}: there is neither name, e-mail nor sid: remove the row")
    if person.email and "@" not in person.email:
        raise IntakeError(f"{where}: `{person.email}` is no e-mail address")
    for text in (person.sid, person.platform_id):
        if _REWRITTEN.fullmatch(text):
            raise IntakeError(
                f"{where}: a spreadsheet has made `{text}` of a number: download the file again, "
                "and do not save it there"
            )


def _keys(person: Person) -> list[tuple[str, str]]:
    texts = {"email": person.email.casefold(), "sid": person.sid, "number": person.platform_id}
    return [(what, text) for what, text in texts.items() if text]


def _same(
    path: Path, key: tuple[str, str], row: RosterRow, lines: dict[tuple[str, str], RosterRow]
) -> bool:
    """Return whether an earlier row is this one again.

    Raises:
        IntakeError: It is somebody else's, with the same number or address.
    """
    before = lines.setdefault(key, row)
    if before is row:
        return False
    if before.person != row.person:
        raise IntakeError(
            f"{path}:{row.line}: `{key[1]}` stands in line {before.line} too, for somebody else: "
            "one of them is wrong"
        )
    return True


def _messages(path: Path, table: Table) -> tuple[str, ...]:
    found = []
    if table.encoding != "utf-8":
        found.append(f"{path.name} is not in UTF-8: it was read as Windows-1252.")
    if any(name.endswith(" - Lateness (H:M:S)") for name in table.header):
        found.append(
            f"{path.name} has the grades of the course: how late somebody was stands in those of "
            "one assignment."
        )
    return tuple(found)
