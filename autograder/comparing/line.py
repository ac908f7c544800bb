"""One line of `autograder compare`: from the JSON text of two expressions to that of a verdict."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from autograder.expression.decide import Definition, Different, Equality, Malformed, compare
from autograder.expression.domain import Domain, DomainError, parse_domain
from autograder.expression.growth import GrowthError, growth
from autograder.expression.premises import Premises
from autograder.expression.text import ParseError, parse
from autograder.expression.tree import Node

from .formula import Formula, FormulaError, Notation, formula

__all__ = ["MAX_LINE", "answer", "refusal"]

MAX_LINE = 1_000_000

_RIGHT = ("equal", "theta")
_NOTHING = msgspec.Raw(b"null")
_EQUATION = re.compile(r"(?<![<>=!])=(?!=)")


class _Identified(msgspec.Struct):
    id: msgspec.Raw = _NOTHING


class _Line(msgspec.Struct):
    kind: Literal["equal", "growth"]
    expected: str
    submitted: str
    id: msgspec.Raw = _NOTHING
    symbols: dict[str, str] = {}
    regime: list[str] = []
    where: list[str] = []
    syntax: Literal["python", "latex"] = "python"
    expected_syntax: Literal["python", "latex"] = "python"
    tex: dict[str, str | list[str]] = {}
    name: str | list[str] = []
    range: dict[str, tuple[str | int, str | int]] = {}


_LINE = msgspec.json.Decoder(_Line)
_IDENTIFIED = msgspec.json.Decoder(_Identified)


class _Mistake(ValueError):
    """What is wrong with a line; the text is for who wrote it."""


def answer(text: str) -> str:
    """Return the verdict on a line, as a line.

    Args:
        text: A JSON object with the keys ``id`` (any value, which comes back), ``kind``,
            ``expected``, ``submitted``, ``symbols``, ``regime`` and ``where``; with ``syntax`` (or
            ``expected_syntax``) ``"latex"``, ``tex``, ``name`` and ``range``; others are ignored.
    """
    try:
        line = _read(text)
        symbols = {name: _domain(name, domain) for name, domain in line.symbols.items()}
        expected = _expected(line, symbols)
        if line.kind == "growth" and line.where:
            raise _Mistake("where: an order of growth is asked for in a `regime`")
        stated = _stated(line, symbols) if line.kind == "equal" else Premises(symbols)
        verdict = _of_readings(line, expected, _submitted(line, symbols), stated)
    except _Mistake as mistake:
        return refusal(text, "error", str(mistake))
    return _written(line.id, verdict)


def refusal(text: str, verdict: str, reason: str) -> str:
    """Return a verdict on a line that was not compared, with its id if that can be read."""
    try:
        identifier = _IDENTIFIED.decode(text).id
    except (msgspec.MsgspecError, UnicodeEncodeError, RecursionError):
        identifier = _NOTHING
    return _written(identifier, {"verdict": verdict, "reason": reason})


def _read(text: str) -> _Line:
    if len(text) > MAX_LINE:
        raise _Mistake(f"a line of more than {MAX_LINE} characters")
    try:
        return _LINE.decode(text)
    except UnicodeEncodeError:
        raise _Mistake("no line to compare: it is not UTF-8") from None
    except msgspec.MsgspecError as error:
        raise _Mistake(f"no line to compare: {error}") from error
    except RecursionError:
        raise _Mistake("no line to compare: it is nested too deeply") from None


def _domain(name: str, text: str) -> Domain:
    try:
        return parse_domain(text)
    except DomainError as error:
        raise _Mistake(f"symbols: {name}: {error}") from error


def _tree(side: str, text: str, symbols: Mapping[str, Domain]) -> Node:
    try:
        return parse(text, symbols)
    except ParseError as error:
        raise _Mistake(f"{side}: {error}") from error


def _expected(line: _Line, symbols: Mapping[str, Domain]) -> Node:
    if line.expected_syntax == "python":
        return _tree("expected", line.expected, symbols)
    readings = _formula("expected", line.expected, line, symbols)
    if len(readings) > 1:
        ways = "; ".join(reading.how for reading in readings)
        raise _Mistake(f"expected: it can be read in several ways: {ways}")
    return readings[0].root


def _submitted(line: _Line, symbols: Mapping[str, Domain]) -> tuple[Formula, ...]:
    if line.syntax == "python":
        return (Formula(_tree("submitted", line.submitted, symbols)),)
    return _formula("submitted", line.submitted, line, symbols)


def _formula(
    side: str, text: str, line: _Line, symbols: Mapping[str, Domain]
) -> tuple[Formula, ...]:
    """Read a side that is written in LaTeX."""
    for name in line.tex:
        if name not in symbols:
            raise _Mistake(f"tex: {name} is none of the symbols")
    notation = Notation(
        {name: _listed(written) for name, written in line.tex.items()},
        _listed(line.name),
        [(index, str(first), str(last)) for index, (first, last) in line.range.items()],
    )
    try:
        return formula(text, symbols, notation)
    except FormulaError as error:
        raise _Mistake(f"{side}: {error}") from error


def _listed(written: str | list[str]) -> list[str]:
    return [written] if isinstance(written, str) else written


def _of_readings(
    line: _Line, expected: Node, submitted: tuple[Formula, ...], stated: Premises
) -> dict[str, Any]:
    """Return the verdict on the reading that is right; where none is, on the likeliest to be."""
    verdicts: list[dict[str, Any]] = []
    mistake: _Mistake | None = None
    for reading in submitted:
        try:
            if line.kind == "equal":
                verdict = _equal(expected, reading.root, stated)
            else:
                verdict = _growth(expected, reading.root, stated, line.regime)
        except _Mistake as error:
            mistake = mistake or error
            continue
        verdicts.append({**verdict, "reading": reading.how} if reading.how else verdict)
        if verdict["verdict"] in _RIGHT:
            return verdicts[-1]
    if not verdicts:
        assert mistake is not None
        raise mistake
    # What is not known may be right.
    return min(verdicts, key=lambda verdict: verdict["verdict"] != "unknown")


def _stated(line: _Line, symbols: Mapping[str, Domain]) -> Premises:
    """Read ``where``, and the inequalities of a regime."""
    conditions: list[Node] = []
    ties: dict[str, Node] = {}
    definitions: list[Definition] = []
    for text in [*line.where, *(text for text in line.regime if "<<" not in text)]:
        sides = _EQUATION.split(text)
        if len(sides) == 1:
            conditions.append(_tree(f"where: `{text}`", text, symbols))
            continue
        left, right = (_tree(f"where: `{text}`", side, symbols) for side in sides)
        whole, *indices = left.children or (left,)
        if left.operation not in ("symbol", "item") or whole.name not in symbols:
            raise _Mistake(f"where: `{text}`: on the left stands a symbol, or an item such as h[t]")
        if not left.children:
            ties[left.name] = right
        elif len(indices) == 1 and indices[0].operation == "symbol":
            definitions.append(Definition(whole.name, indices[0].name, right))
        else:
            raise _Mistake(f"where: `{text}`: an item has an index that is a name, as in h[t]")
    return Premises(symbols, definitions, conditions, ties, _seed(line))


def _seed(line: _Line) -> int:
    """Return a seed that is the same for the same line, and that no line can be written for."""
    digest = hashlib.sha256(msgspec.json.encode([line.expected, line.submitted])).digest()
    return int.from_bytes(digest[:8], "big")


def _equal(expected: Node, submitted: Node, premises: Premises) -> dict[str, Any]:
    outcome = compare(expected, submitted, premises)
    if isinstance(outcome, Equality):
        return {"verdict": "equal", "bound": outcome.bound}
    if isinstance(outcome, Malformed):
        raise _Mistake(f"{outcome.side}: {outcome.message}")
    if isinstance(outcome, Different):
        witness = dict(outcome.witness)
        if outcome.expected_value or outcome.submitted_value:
            witness["expected"] = outcome.expected_value
            witness["submitted"] = outcome.submitted_value
        filled = {"note": outcome.note, "detail": outcome.detail, "witness": witness}
        return {"verdict": "different", **{key: value for key, value in filled.items() if value}}
    return {"verdict": "unknown", "reason": outcome.reason}


def _growth(
    expected: Node, submitted: Node, premises: Premises, regime: list[str]
) -> dict[str, Any]:
    try:
        outcome = growth(expected, submitted, premises, regime=regime)
    except GrowthError as error:
        raise _Mistake(str(error)) from error
    dominated = ", ".join(outcome.dominated)
    plural = "s" * (len(outcome.dominated) > 1)
    filled = {
        "note": dominated and f"dominated term{plural}: {dominated}",
        "direction": outcome.direction,
        "reason": outcome.reason,
    }
    return {"verdict": outcome.verdict, **{key: value for key, value in filled.items() if value}}


def _written(identifier: msgspec.Raw, verdict: Mapping[str, Any]) -> str:
    """Write a verdict behind the id, which comes back as it was written, on one line."""
    unchanged = " ".join(bytes(identifier).decode().splitlines())
    return f'{{"id": {unchanged}, {json.dumps(verdict, ensure_ascii=False)[1:]}'
