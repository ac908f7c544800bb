"""Which of several readings is taken at the places where there is more than one.

The places are a closed list. Each is read alike throughout an answer, so a reading of the answer is
a choice for each place that occurs in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

__all__ = ["PLACES", "Policy", "all_choices"]

#: The places, and what each way to read them is called. Where shapes alone decide, nothing is said.
PLACES: Mapping[str, tuple[str, str]] = {
    "function, then a dot": (
        r"\log x\cdot y is (\log x)\cdot y", r"\log x\cdot y is \log(x\cdot y)"
    ),
    "function, then a slash": (r"\log x/y is \log(x/y)", r"\log x/y is (\log x)/y"),
    "function, then a power": (r"\log(x)^2 is (\log x)^2", r"\log(x)^2 is \log(x^2)"),
    "function, then brackets": (r"\log(a)(b) is \log(a)\cdot b", r"\log(a)(b) is \log(ab)"),
    "slash": ("x/2y is (x/2)y", "x/2y is x/(2y)"),
    "entry of a transpose": ("A^T_{ij} is (A^T)_{ij}", "A^T_{ij} is (A_{ij})^T"),
    "entry of an inverse": ("A_{ij}^{-1} is (A^{-1})_{ij}", "A_{ij}^{-1} is 1/A_{ij}"),
    "T": ("^T is the transpose", "^T is the power"),
    "square of a column": ("x^2 of a column is elementwise", r"x^2 of a column is x\cdot x"),
    "elementwise product": ("", ""),
    "modulus of a column": ("", ""),
}  # fmt: skip

_MOST_CHOICES = 64


class Policy:
    """The choices for one reading, and the places that were met with them.

    Args:
        choices: By the name of the place: 0 or 1; 0 where there is none.
    """

    def __init__(self, choices: Mapping[str, int]) -> None:
        self._choices = choices
        self.met: set[str] = set()

    def choose(self, place: str) -> int:
        """Return the choice for a place that was met."""
        assert place in PLACES
        self.met.add(place)
        return self._choices.get(place, 0)

    @property
    def taken(self) -> frozenset[str]:
        """The places at which the second way is taken."""
        return frozenset(place for place, choice in self._choices.items() if choice)

    def described(self) -> str:
        """Return how the places that were met are read."""
        said = (PLACES[place][self._choices.get(place, 0)] for place in sorted(self.met))
        return "; ".join(text for text in said if text)


def all_choices(places: set[str]) -> Iterator[dict[str, int]]:
    """Yield every combination of choices, the first ways first."""
    names = sorted(places)
    for count, values in enumerate(product((0, 1), repeat=len(names))):
        if count == _MOST_CHOICES:
            return
        yield dict(zip(names, values, strict=True))
