"""The report of the checks for other programs: as JSON, and as JUnit's XML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from xml.etree import ElementTree

from .report import Outcome, Report

__all__ = ["as_data", "as_junit"]


def as_data(report: Report) -> dict[str, Any]:
    """Return a report as JSON has it; docs/check.md has the fields."""
    return {
        "assignment": report.assignment,
        "passed": not report.problems,
        "rows": {row: asdict(counted) for row, counted in report.counted.items()},
        "checks": [asdict(outcome) for outcome in report.outcomes],
    }


def as_junit(reports: Sequence[Report]) -> bytes:
    """Return reports as JUnit's XML: a suite for each assignment, a case for each check."""
    root = ElementTree.Element("testsuites")
    for report in reports:
        failed = sum(bool(outcome.problems) for outcome in report.outcomes)
        suite = ElementTree.SubElement(
            root,
            "testsuite",
            name=report.assignment,
            tests=str(len(report.outcomes)),
            failures=str(failed),
            errors="0",
        )
        for outcome in report.outcomes:
            _add_case(suite, report.assignment, outcome)
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add_case(suite: ElementTree.Element, assignment: str, outcome: Outcome) -> None:
    case = ElementTree.SubElement(
        suite,
        "testcase",
        classname=f"{assignment}.{outcome.row}",
        name=outcome.name,
        time=f"{outcome.seconds:.3f}",
    )
    for problem in outcome.problems:
        first = problem.what.partition("\n")[0]
        failure = ElementTree.SubElement(case, "failure", message=_printable(first))
        failure.text = _printable(str(problem))


def _printable(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return "".join(
        c if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff") else "�" for c in text
    )
