"""Reads `submission_metadata.yml` of Gradescope's export, which has students' own text in it.

It is read a submission at a time, from the parser's events: nothing is built but dictionaries,
lists and text, and no number is made of what looks like one. One record that cannot be read costs
what is known of that submission.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import yaml

__all__ = ["MetadataError", "read_metadata"]

_MAX_RECORD = 32 << 20
_MAX_DEPTH = 64
_MAX_NODES = 2_000_000
_MAX_ALIASES = 100
# Where a line begins that is not indented and says something; YAML ends lines by more than we do.
_MARGIN = re.compile(r"^(?=[^ \t\r\n\x85\u2028\u2029#%}\]])(?!---|\.\.\.)", re.MULTILINE)
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class MetadataError(ValueError):
    """What is no such record; its text says why."""


def read_metadata(content: bytes) -> Iterator[tuple[str, dict[str, Any] | MetadataError]]:
    """Yield each submission's key with what is said of it, or why that cannot be read.

    Args:
        content: The file.

    Raises:
        MetadataError: It is no text, or not a mapping of submissions.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise MetadataError("it is no text in UTF-8") from None
    for block in _blocks(text):
        key = block.partition(":")[0].strip("'\" \t")
        try:
            record = _record(block)
        except MetadataError as error:
            if "\n" not in block.strip() and ":" not in block:
                raise MetadataError("it is no mapping of submissions") from None
            yield key, error
            continue
        if not isinstance(record, dict):
            raise MetadataError("it is no mapping of submissions")
        for name, value in record.items():
            is_record = isinstance(value, dict)
            yield name, value if is_record else MetadataError("there is no record of it")


def _blocks(text: str) -> Iterator[str]:
    """Yield the pieces of a file that begin at its left margin: the keys of the whole, each alone.

    What students wrote is indented, in whatever style.
    """
    margins = [*(found.start() for found in _MARGIN.finditer(text)), len(text)]
    for start, end in pairwise(margins):
        yield text[start:end]


def _record(block: str) -> Any:
    if len(block) > _MAX_RECORD:
        raise MetadataError(f"it is larger than {_MAX_RECORD >> 20} MiB")
    try:
        return _Builder().build(block)
    except yaml.YAMLError as error:
        problem = getattr(error, "problem", None) or "it cannot be parsed"
        raise MetadataError(f"it is no YAML: {problem}") from None


@dataclass(slots=True)
class _Builder:
    """Builds a value from events, within bounds.

    Args:
        open: The dictionaries and lists that are not complete, the outermost first.
        keys: The key of each for which a value is awaited.
        anchors: What aliases stand for.
        names: The anchor of each that is open.
    """

    open: list[dict[str, Any] | list[Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    anchors: dict[str, Any] = field(default_factory=dict)
    names: list[str | None] = field(default_factory=list)
    value: Any = None

    def build(self, text: str) -> Any:
        """Return the value of the first document of a text."""
        aliases = 0
        for nodes, event in enumerate(yaml.parse(text, Loader=_LOADER)):
            if nodes > _MAX_NODES:
                raise MetadataError(f"it has more than {_MAX_NODES:,} parts")
            if isinstance(event, yaml.ScalarEvent):
                self._add(event.value, event.anchor)
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                is_mapping = isinstance(event, yaml.MappingStartEvent)
                self._enter({} if is_mapping else [], event.anchor)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                self.keys.pop()
                self._add(self.open.pop(), self.names.pop())
            elif isinstance(event, yaml.AliasEvent):
                aliases += 1
                if aliases > _MAX_ALIASES or event.anchor not in self.anchors:
                    raise MetadataError("it refers to itself")
                self._add(self.anchors[event.anchor], None)
        return self.value

    def _enter(self, value: dict[str, Any] | list[Any], anchor: str | None) -> None:
        if len(self.open) >= _MAX_DEPTH:
            raise MetadataError(f"it is nested more than {_MAX_DEPTH} deep")
        self.open.append(value)
        self.keys.append(None)
        self.names.append(anchor)

    def _add(self, value: Any, anchor: str | None) -> None:
        if anchor:
            self.anchors[anchor] = value
        if not self.open:
            self.value = value
            return
        above = self.open[-1]
        if isinstance(above, list):
            above.append(value)
        elif self.keys[-1] is not None:
            above[self.keys[-1]] = value
            self.keys[-1] = None
        elif isinstance(value, str):
            self.keys[-1] = value
        else:
            raise MetadataError("a key is no text")
