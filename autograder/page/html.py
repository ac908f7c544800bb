"""The page about a class as one HTML file: its script and its style in it, nothing loaded.

What students wrote, and what they are called, stands in one block of JSON that no browser reads as
markup; the page's script puts it in as text. The content policy lets this one script and this one
style be, by their digests, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from autograder.report.text import shown

from .class_page import PageContent
from .measures import FEWEST
from .numbers import ClassNumbers

__all__ = ["ServedPage", "embedded_json", "numbers_html", "report_html", "served_page"]

_TEMPLATES = Path(__file__).parent / "templates"
# The page's script, in this order; with what gives rulings, and without.
_SCRIPT = ("values", "elements", "answers", "lists", "compare", "students")
_REVIEW = ("review_server", "review_queue", "review_card", "review_groups", "review_actions",
           "review_forms", "review_keys")  # fmt: skip
# Nothing that could end the block or begin another one; these lines end a string in old scripts.
_ESCAPED = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedPage:
    """The page as it is served for giving rulings.

    Args:
        body: The page.
        policy: What it may do, for a header: a page cannot say all of it of itself.
    """

    body: bytes
    policy: str


def report_html(content: PageContent) -> bytes:
    """Return the page: a file to be opened as it is, also without a network."""
    script, style = _script(*_SCRIPT, "start", "ready"), _source("page.css")
    return _page(content, script, style, _policy(script, style), gives_rulings=False)


def served_page(content: PageContent) -> ServedPage:
    """Return the page with which rulings are given; its data has what that needs (``review``)."""
    script = _script(*_SCRIPT, *_REVIEW, "start", "ready")
    style = _source("page.css") + _source("review.css")
    policy = f"{_policy(script, style)}; connect-src 'self'"
    body = _page(content, script, style, policy, gives_rulings=True)
    return ServedPage(body=body, policy=f"{policy}; frame-ancestors 'none'")


def numbers_html(numbers: ClassNumbers) -> bytes:
    """Return the sections with the class in numbers, as they stand in the page."""
    page = _environment().get_template("numbers.html")
    return page.render(numbers=numbers, fewest=FEWEST).encode("utf-8", "replace")


def _page(
    content: PageContent, script: str, style: str, policy: str, *, gives_rulings: bool
) -> bytes:
    page = _environment().get_template("report.html")
    text = page.render(
        numbers=content.numbers,
        fewest=FEWEST,
        script=Markup(script),
        style=Markup(style),
        gives_rulings=gives_rulings,
        policy=policy,
        data=Markup(embedded_json(content.data)),
    )
    return text.encode("utf-8", "replace")


def embedded_json(data: Any) -> str:
    """Return data as JSON without a sign that HTML knows."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in _ESCAPED.items():
        text = text.replace(sign, escaped)
    return text.encode("utf-8", "backslashreplace").decode()  # half a character is an escape too


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(points=_points, shown=shown)
    return environment


def _points(value: Any) -> str:
    """Return a number as it is read, and as the script writes it: two places; a dash for none."""
    if value is None:
        return "–"
    hundredths = math.floor(float(value) * 100 + 0.5)
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")


def _policy(script: str, style: str) -> str:
    """Return what a page may do: run this script, have this style."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_digest(script)}'",
            f"style-src '{_digest(style)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _digest(source: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}"


def _script(*parts: str) -> str:
    """Return one script of several files, which see each other's names and nobody else does."""
    sources = "\n".join(_source(f"script/{part}.js") for part in parts)
    return f'"use strict";\n(() => {{\n{sources}}})();\n'


def _source(name: str) -> str:
    return (_TEMPLATES / name).read_text("utf-8")
