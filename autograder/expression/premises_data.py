"""Premises as plain data, so that expressions can be compared where the question is not at hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.expression.domain import DomainError, parse_domain
from autograder.expression.evaluation.model import Definition
from autograder.expression.premises import Premises
from autograder.expression.tree import from_wire, shared_rows

__all__ = ["premises_from_data", "premises_to_data"]


def premises_to_data(premises: Premises) -> dict[str, Any]:
    """Return all but the seed, as what JSON has."""
    return {
        "symbols": {name: str(domain) for name, domain in premises.symbols.items()},
        "definitions": [
            [item.sequence, item.index, shared_rows(item.body)] for item in premises.definitions
        ],
        "conditions": [shared_rows(condition) for condition in premises.conditions],
        "ties": {name: shared_rows(body) for name, body in premises.ties.items()},
    }


def premises_from_data(data: Mapping[str, Any], *, seed: int = 0) -> Premises:
    """Return the premises that `premises_to_data` has written.

    Raises:
        ValueError: These are none.
    """
    try:
        return Premises(
            symbols={name: parse_domain(text) for name, text in data["symbols"].items()},
            definitions=[Definition(s, i, from_wire(body)) for s, i, body in data["definitions"]],
            conditions=[from_wire(rows) for rows in data["conditions"]],
            ties={name: from_wire(rows) for name, rows in data["ties"].items()},
            seed=seed,
        )
    except (AttributeError, DomainError, KeyError, TypeError) as error:
        raise ValueError(f"no premises: {error}") from error
