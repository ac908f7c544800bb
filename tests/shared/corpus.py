"""Formulas in LaTeX with what they mean, and what the reader makes of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.comparing.formula import node_of
from autograder.expression.decide import Equality, compare
from autograder.expression.domain import Domain, parse_domain
from autograder.expression.growth import growth
from autograder.expression.premises import Premises
from autograder.expression.text import parse
from autograder.expression.tree import are_identical
from autograder.latex.document import read_document
from autograder.latex.mathematics import read
from autograder.latex.reader import read_answer
from autograder.latex.setting import Declared, Range, Setting
from autograder.latex.term import Term
from autograder.latex.tokens import Problem, tokenize

FOLDER = Path(__file__).parent.parent / "engine" / "latex" / "corpus"


@dataclass(frozen=True)
class Item:
    """A formula of the corpus.

    Attributes:
        id: Its name.
        kind: ``"plain"``, ``"wrong"``, ``"order"``, ``"ambiguous"`` or ``"refused"``.
        tex: The formula.
        means: What it means; of an ambiguous one, every reading that a mathematician allows.
        setting: What the question declares.
        domains: The same, as the grader has it.
        says: Of one that is refused, words that its message has.
    """

    id: str
    kind: str
    tex: str
    means: tuple[str, ...]
    setting: Setting
    domains: Mapping[str, Domain]
    says: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What became of a formula: meant, refused or else; and what is said of it."""

    kind: str
    said: str = ""


def items(path: Path) -> list[Item]:
    """Read a file of the corpus."""
    return [_item(json.loads(line)) for line in path.read_text().splitlines() if line.strip()]


def _item(data: Mapping[str, Any]) -> Item:
    symbols = tuple(
        Declared(name, one["domain"], tuple(one.get("tex") or (name,)))
        for name, one in data["symbols"].items()
    )
    ranges = tuple(Range(index, *ends) for index, ends in (data.get("ranges") or {}).items())
    means, says = data.get("means") or [], data.get("says") or []
    return Item(
        data["id"],
        data["kind"],
        data["tex"],
        (means,) if isinstance(means, str) else tuple(means),
        Setting(data["id"], symbols, tuple(data.get("names") or ()), ranges),
        {name: parse_domain(one["domain"]) for name, one in data["symbols"].items()},
        (says,) if isinstance(says, str) else tuple(says),
    )


def outcome_of(item: Item) -> Outcome:
    """Read one formula, and compare it with what it means by the engine's own comparison."""
    source = rf"\begin{{answer}}{{{item.id}}}\[{item.tex}\]\end{{answer}}"
    try:
        if not item.setting.symbols:
            understood = read(tokenize(item.tex), item.setting)
        else:
            understood = read_answer(read_document(source.encode(), {}), item.id, item.setting)
    except Problem as problem:
        return Outcome("meant" if item.kind == "refused" else "refused", problem.message)
    readings = [reading.value for reading in understood.readings]
    if item.kind == "refused":
        return Outcome("else", f"read as {readings}")
    others = [term for term in readings if not any(_is(item, term, text) for text in item.means)]
    if others or (item.kind != "ambiguous" and len(readings) > 1):
        return Outcome("else", f"{len(readings)} readings, not meant: {others}")
    return Outcome("meant")


def _is(item: Item, term: Term, text: str) -> bool:
    meant, found = parse(text, item.domains), node_of(term)
    if are_identical(meant, found):
        return True
    if item.kind == "order":
        return growth(meant, found, Premises(item.domains), regime=[]).verdict == "theta"
    return isinstance(compare(meant, found, Premises(item.domains)), Equality)
