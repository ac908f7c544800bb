"""Classes of answers, made of expressions in text."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

from autograder.expression.domain import parse_domain
from autograder.expression.order_keys import order_key
from autograder.expression.premises import Premises
from autograder.expression.premises_data import premises_to_data
from autograder.expression.text import parse
from autograder.expression.tree import shared_rows
from autograder.expression.value_keys import value_key
from autograder.grading.answers import Answered, Fingerprint
from autograder.grading.rubric import RubricLine
from autograder.grouping.groups import LineGroups
from autograder.records.kept import HandedIn, KeptLine, KeptSubmission
from autograder.records.people import Person
from autograder.verdict import Understood, Verdict, earned, partial

DOMAINS = {"x": "real", "y": "positive", "n": "size", "d": "size"}
SYMBOLS = {name: parse_domain(text) for name, text in DOMAINS.items()}
PREMISES = Premises(SYMBOLS)


def rubric_line(number: str = "1.a", **options: Any) -> RubricLine:
    """Return a line worth two points."""
    return RubricLine(number=number, name="A line", weight=Fraction(2), module=Path("test_q1.py"),
                      test="test_it", **options)  # fmt: skip


def expression(text: str, near: str = "", *, exact: str = "") -> Fingerprint:
    """Return the fingerprint of an expression; its key can be another one than its own."""
    root = parse(text, SYMBOLS)
    key = value_key(root, PREMISES)
    content = json.dumps({"tree": shared_rows(root), **premises_to_data(PREMISES)})
    exact = exact or (f"value:{key}" if key else f"tree:{content}")
    return Fingerprint(kind="expression", exact=exact, near=near, content=content)


def order(text: str) -> Fingerprint:
    """Return the fingerprint of an order of growth where d is at most n."""
    root = parse(text, SYMBOLS)
    regime = ["d <= n"]
    key = order_key(root, PREMISES, regime=regime)
    assert key is not None
    exact = f"{'order' if key.is_normal else 'bound'}:{key.digest}"
    content = {"tree": shared_rows(root), **premises_to_data(PREMISES), "regime": regime}
    return Fingerprint(kind="order", exact=exact, content=json.dumps(content))


def verdict(share: str = "0", text: str = "", **options: Any) -> Verdict:
    """Return a verdict on what was read as a text."""
    shown = Understood(text, "") if text else None
    if share == "1":
        return earned("Right.", understood=shown)
    return partial(Fraction(share), "Wrong.", understood=shown, **options)


def submission(name: str, **lines: KeptLine) -> KeptSubmission:
    """Return a submission of somebody of that name; ``a`` is line 1.a."""
    people = (Person(name=name.title(), email=f"{name}@x.edu"),)
    return KeptSubmission(
        handed_in=HandedIn(id=name, people=people),
        state="graded",
        lines={f"1.{key}": kept for key, kept in lines.items()},
    )


def kept(
    fingerprint: Fingerprint | None, ended: Verdict | None = None, **conditional: Verdict
) -> KeptLine:
    """Return an answer to a line; ``right`` is its verdict where earlier lines are right."""
    fates = {"" if name == "right" else name: value for name, value in conditional.items()}
    answered = Answered(fingerprint=fingerprint, conditional=fates)
    return KeptLine(key="", verdict=verdict() if ended is None else ended, answered=answered)


def names(found: LineGroups) -> list[list[str]]:
    """Return who is in which group."""
    return [[member.submission for member in group.members] for group in found.groups]
