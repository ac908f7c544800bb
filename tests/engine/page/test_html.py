"""Nothing that was handed in is markup on the page, and nothing is loaded from elsewhere."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from autograder.page.html import embedded_json
from page_class import HOSTILE, class_of, hostile_class, rubric


class Parts(HTMLParser):
    """Reads a page as a browser does, as far as it matters here."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        """Remember an element with its attributes."""
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]


@pytest.fixture(scope="module")
def hostile(write):
    lines = tuple(replace(line, name=f"{line.name} <b>&amp;") for line in rubric(1, 3))
    return write(hostile_class(lines), lines)


@pytest.fixture(scope="module")
def harmless(write):
    lines = rubric(1, 3)
    return write(class_of(len(HOSTILE), lines), lines)


def test_the_page_has_the_same_elements_whatever_was_handed_in(hostile, harmless):
    """But for the rows of notes, whose number hangs on how many different ones there are."""
    found, usual = Parts(hostile.page), Parts(harmless.page)
    kinds = set(found.tags)
    assert kinds <= set(usual.tags) | {"small"}
    assert found.tags.count("script") == usual.tags.count("script") == 2
    assert not kinds & {"img", "iframe", "object", "embed", "link", "base", "form", "b"}
    assert [a for a in found.attributes if a[1].startswith("on") or a[1] in ("src", "style")] == []


def test_texts_come_out_of_the_block_as_they_went_in(hostile):
    assert re.search("[<>&\u2028\u2029]", hostile.block) is None
    names = [one["people"][0]["name"] for one in hostile.data["submissions"]]
    for text, name in zip(HOSTILE, names, strict=True):
        assert name == "".join(
            c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode() for c in text
        )


def test_the_block_ends_where_it_ends():
    data = {"a": "</script><!--", "b": "\u2028", "c": "\ud800", "d": "\\u003c"}
    text = embedded_json(data)
    assert "<" not in text
    assert json.loads(text) == data
    text.encode()


def test_the_content_policy_names_the_one_script_and_the_one_style(written):
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]*)"', written.page)
    policy = policy.replace("&#39;", "'")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        [source] = re.findall(rf"<{tag}>(.*?)</{tag}>", written.page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"
    assert set(rules) == {"default-src", "base-uri", "form-action", "script-src", "style-src"}


def test_nothing_is_loaded_from_elsewhere_and_no_text_becomes_markup(written):
    parts = Parts(written.page)
    addresses = [value for _, name, value in parts.attributes if name in ("href", "src", "action")]
    assert addresses
    assert all(address.startswith("#") for address in addresses)
    for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(",
                      "Function(", "fetch(", "XMLHttpRequest", "@import", "url("):  # fmt: skip
        assert forbidden not in written.page


def test_who_reads_by_ear_finds_landmarks_headings_and_headers(written):
    parts = Parts(written.page)
    assert {"header", "nav", "main", "footer", "h1"} <= set(parts.tags)
    assert ("html", "lang", "en") in parts.attributes
    labelled = [value for tag, name, value in parts.attributes if name == "aria-labelledby"]
    ids = [value for _, name, value in parts.attributes if name == "id"]
    assert set(labelled) <= set(ids)
    assert len(set(ids)) == len(ids)
    assert parts.tags.count("caption") == parts.tags.count("table")
    scopes = [a for a in parts.attributes if a[1] == "scope"]
    assert len(scopes) == parts.tags.count("th")


def test_the_same_class_gives_the_same_page(write):
    lines = rubric(1, 3)
    one, other = (write(class_of(5, lines), lines).page for _ in range(2))
    assert one == other
