"""What the reader makes of a formula, in the words of `notation`."""

from collections.abc import Mapping, Sequence

import pytest

from autograder.latex.echo import plain
from autograder.latex.mathematics import read
from autograder.latex.setting import Declared, Range, Setting, Understood
from autograder.latex.tokens import Problem, tokenize

#: By its name a symbol's domain, which is written as it is called, or with how it is written.
Symbols = Mapping[str, str | tuple[str, ...]]


def setting(
    symbols: Symbols, *, names: Sequence[str] = (), ranges: Sequence[tuple[str, str, str]] = ()
) -> Setting:
    """Return what a question declares."""
    declared = []
    for name, known in symbols.items():
        domain, *tex = (known,) if isinstance(known, str) else known
        declared.append(Declared(name, domain, tuple(tex) or (name,)))
    return Setting("1", tuple(declared), tuple(names), tuple(Range(*one) for one in ranges))


def understood(tex: str, symbols: Symbols, **notation: Sequence[object]) -> Understood:
    """Read a formula."""
    return read(tokenize(tex), setting(symbols, **notation))


def readings(tex: str, symbols: Symbols, **notation: Sequence[object]) -> list[str]:
    """Return what a formula is read as: the readings in order."""
    return [plain(one.value) for one in understood(tex, symbols, **notation).readings]


def refusal(tex: str, symbols: Symbols, **notation: Sequence[object]) -> str:
    """Return why a formula is not read."""
    with pytest.raises(Problem) as caught:
        read(tokenize(tex), setting(symbols, **notation))
    return caught.value.message
