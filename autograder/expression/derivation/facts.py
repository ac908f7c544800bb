"""What a line may assume: facts, each of them a set of models.

A model gives every symbol a value and every opaque operator a meaning. A fact is written as the
recipe by which its models are made out of arbitrary ones: a hypothesis or a definition says what a
value is made of, a theorem says what an operator is. So "the rows of C sum to one" is
``{"C": "inv(diag(C*ones(n)))*C"}``: C on the right is any matrix at all, C on the left one of the
fact's. A recipe has to reach every model of its fact, the extreme ones above all; one that leaves
the fact's own models as they are does, such as ``{"W": "W*Min(1, bound/norm2(W))"}`` for a bound.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from autograder.expression.tree import Node

__all__ = ["Curve", "Fact", "Meaning", "Weighted"]


class Meaning(str, Enum):
    """What an opaque operator can stand for; below each other, the more is known of it."""

    ANY = "any"  # of an average, or of a function such as log: any function of its argument's value
    LINEAR = "linear"  # any linear functional; that of a constant is the constant, for E
    AVERAGE = "average"  # a linear one that is not negative where its argument is not
    NORM = "norm"  # any norm for which that of a diagonal matrix is its largest entry
    SUBMULTIPLICATIVE = "submultiplicative"  # the spectral norm, and the larger of two others
    REAL = "real"  # itself

    @property
    def rank(self) -> int:
        """How much is known; of several facts about an operator, the one that says most counts."""
        return list(Meaning).index(self)


class Curve(str, Enum):
    """What a theorem says of a real function."""

    CONVEX = "convex"
    CONCAVE = "concave"
    INCREASING = "increasing"
    DECREASING = "decreasing"
    LOG_SUM = "log-sum"  # of log: Σ a log(a/b) ≥ (Σ a) log(Σ a/Σ b) for positive a and b


@dataclass(frozen=True, slots=True)
class Weighted:
    """An average that is the integral of its argument times a density.

    Attributes:
        density: The density, as text.
        variable: The name in it that stands for the variable of the average.
    """

    density: str
    variable: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that a step can cite.

    Attributes:
        kind: "hypothesis", "definition", "assumption" or "theorem": what a student is told who
            needs it and does not cite it.
        values: What a symbol (``"C"``), the items of a sequence (``"step[t]"``) or the values of a
            derivative (``"D(sigma)(x)"``) are made of. The name itself, on the right, is the same
            thing without this fact. Texts, or trees where an answer is put in.
        means: The expectation of a random item or symbol: ``{"g[i]": "mu"}``.
        operators: What opaque operators stand for.
        functions: What is known of a function of the question, or of an opaque one such as ``log``;
            of several facts about one function all count.
        hidden: Whether its statement is the answer of another line: then no witness is shown
            for what cites it.
    """

    kind: str
    values: Mapping[str, str | Node] = field(default_factory=dict)
    means: Mapping[str, str] = field(default_factory=dict)
    operators: Mapping[str, Meaning | Weighted] = field(default_factory=dict)
    functions: Mapping[str, Curve] = field(default_factory=dict)
    hidden: bool = False
