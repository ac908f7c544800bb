"""A node laid out as pieces of text with places for its children, and the whole cut to a length.

A tree can be a hundred thousand levels deep, and what it shares can make its text longer than any
memory; neither may hurt. So the lengths are added up first, children before parents, and the text
is then written from the root down, with as many characters for each child as there is room for.
What does not fit, or lies too deep, is an ellipsis.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from autograder.expression.tree import Node, postorder

__all__ = ["MAX_DEPTH", "Item", "Items", "Layout", "Piece", "Slot", "signed_terms", "write"]

#: Brackets, signs and exponents inside one another; as deep as `text` reads.
MAX_DEPTH = 30
#: Room that is not worth dividing further.
_LEAST_ROOM = 12
_IMMENSE = 10**9


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a child is written.

    Attributes:
        node: The child.
        depth: How many levels deeper it stands than its parent.
    """

    node: Node
    depth: int = 0


Item = tuple[str | Slot, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """Any number of items, such as the terms of a sum; those in the middle can be left out.

    Attributes:
        items: Text and places of each item, beginning with what separates it from the one before.
    """

    items: tuple[Item, ...]


Piece = str | Slot | Items


#: How a node is written, from left to right.
Layout = tuple[Piece, ...]


def signed_terms(
    terms: Sequence[Node], first: Callable[[Node], Item], later: Callable[[Node], Item]
) -> Items:
    """Return the terms of a sum, with a sign before each but the first.

    Args:
        terms: The terms.
        first: How the first one is written,
        later: and what stands after a sign.
    """
    items: list[Item] = [("", *first(terms[0]))]
    for term in terms[1:]:
        sign, shown = (" - ", term.children[0]) if term.operation == "neg" else (" + ", term)
        items.append((sign, *later(shown)))
    return Items(tuple(items))


def write(root: Node, lay_out: Callable[[Node], Layout], *, room: int, ellipsis: str) -> str:
    """Write a tree in so many characters, or a few more.

    Args:
        root: The tree.
        lay_out: Returns how a node is written, with places for its children or grandchildren.
        room: The number of characters.
        ellipsis: What stands for what is left out.
    """
    layouts: dict[int, Layout] = {}
    lengths: dict[int, int] = {}
    for node in postorder(root):
        layout = layouts[id(node)] = lay_out(node)
        lengths[id(node)] = min(_IMMENSE, _length(layout, lengths))
    text: list[str] = []
    stack: list[tuple[str | Slot, int, int]] = [(Slot(root), room, 0)]
    while stack:
        piece, share, depth = stack.pop()
        if isinstance(piece, str):
            text.append(piece)
            continue
        depth += piece.depth
        length = lengths[id(piece.node)]
        if depth > MAX_DEPTH or (share < length and share < _LEAST_ROOM):
            text.append(ellipsis)
            continue
        parts = _parts(layouts[id(piece.node)], lengths, share, ellipsis)
        level = _level(parts, lengths, share)
        for part in reversed(parts):
            own = 0 if isinstance(part, str) else lengths[id(part.node)]
            stack.append((part, min(own, level), depth))
    return "".join(text)


def _length(pieces: Iterable[Piece], lengths: Mapping[int, int]) -> int:
    total = 0
    for piece in pieces:
        if isinstance(piece, str):
            total += len(piece)
        elif isinstance(piece, Slot):
            total += lengths[id(piece.node)]
        else:
            total += sum(_length(item, lengths) for item in piece.items)
    return total


def _parts(
    pieces: Sequence[Piece], lengths: Mapping[int, int], room: int, ellipsis: str
) -> list[str | Slot]:
    """Return the pieces with their chains opened, and cut in the middle where there is no room."""
    parts: list[str | Slot] = []
    for piece in pieces:
        if not isinstance(piece, Items):
            parts.append(piece)
        elif _length(pieces, lengths) <= room:
            parts.extend(part for item in piece.items for part in item)
        else:
            around = sum(len(other) for other in pieces if isinstance(other, str))
            parts.extend(_cut(piece, lengths, room - around, ellipsis))
    return parts


def _cut(chain: Items, lengths: Mapping[int, int], room: int, ellipsis: str) -> list[str | Slot]:
    """Return the first and last items, as many as find room when the long ones are shortened."""
    most = max(_LEAST_ROOM, room // 4)
    room -= _LEAST_ROOM  # for the ellipsis and the sign before it
    first, last = 0, len(chain.items)
    while first < last:
        # From the front and from the back in turn.
        from_front = first <= len(chain.items) - last
        room -= min(most, _length(chain.items[first if from_front else last - 1], lengths))
        if room < 0 and first:
            break
        first, last = (first + 1, last) if from_front else (first, last - 1)
    parts = [part for item in chain.items[:first] for part in item]
    if first < last:
        separator = chain.items[first][0]
        parts += [separator if isinstance(separator, str) else "", ellipsis]
    return parts + [part for item in chain.items[last:] for part in item]


def _level(parts: Sequence[str | Slot], lengths: Mapping[int, int], room: int) -> int:
    """Return the most characters that each place can have, if short ones leave theirs to others."""
    wanted = sorted(lengths[id(part.node)] for part in parts if isinstance(part, Slot))
    room -= sum(len(part) for part in parts if isinstance(part, str))
    for count, length in zip(range(len(wanted), 0, -1), wanted, strict=True):
        if length * count > room:
            return max(0, room // count)
        room -= length
    return _IMMENSE
