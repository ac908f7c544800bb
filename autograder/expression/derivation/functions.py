"""What stands in the place of a real function of which a line knows its curve alone.

A function symbol of the question, or one such as ``log`` that the line declares opaque, is any
function at all until a cited fact says more: that it is convex, say. Then it is a sum of functions
that are, each times a number of its own, so that what follows from the fact holds for all of them
and what does not follow fails for some. ``log`` is 0 at 1 and ``exp`` is 1 at 0 whatever is cited.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from autograder.expression.arithmetics.functions import FUNCTIONS
from autograder.expression.budget import OverBudget
from autograder.expression.comparison.edits import renamed
from autograder.expression.derivation.facts import Curve, Meaning
from autograder.expression.domain import Dimension, Domain
from autograder.expression.text import parse
from autograder.expression.tree import Node, postorder, substitute

__all__ = ["Functions"]

_RAW = "°"
_CONVEX, _CONCAVE = Curve.CONVEX, Curve.CONCAVE
_RISES, _FALLS, _LOG_SUM = Curve.INCREASING, Curve.DECREASING, Curve.LOG_SUM
_ANY, _REAL, _POSITIVE = Domain("function"), Domain("real"), Domain("positive")
_OTHER = "other"
_PARAMETERS = {
    **dict.fromkeys("ck", _REAL),
    **dict.fromkeys("rs", _POSITIVE),
    "u": Domain("unit"),  # a slope that hides nothing else
    "q": Domain("nonnegative"),
}


@dataclass(frozen=True, slots=True)
class _Term:
    """A function with its first two derivatives, and what is true of it.

    Its parameters are real (``c``), between 0 and 1 (``u``) and not negative (``q``); kinks lie
    at ``k``.
    """

    texts: tuple[str, ...]
    curves: frozenset[Curve]
    of: str = ""  # the opaque function that it belongs to; any if empty
    is_line: bool = False


def _term(*texts: str, curves: Collection[Curve], of: str = "", is_line: bool = False) -> _Term:
    return _Term(texts, frozenset(curves), of, is_line)


_BEND = "(sqrt(hadamard(x, x) + 1) + x)"
_SLOPE = "(1 + x/sqrt(hadamard(x, x) + 1))"
_CURVATURE = "1/(sqrt(hadamard(x, x) + 1)*(hadamard(x, x) + 1))"
_DROP, _FALL, _BEND_DOWN = (text.replace("x", "(-x)") for text in (_BEND, _SLOPE, _CURVATURE))

#: Lines and kinks, at which inequalities are tight, and curves that are smooth. Nothing grows fast,
#: else what is small beside it could not be told from zero.
_TERMS = (
    _term("c0", "0", "0", curves=list(Curve), is_line=True),
    _term("c1*x", "c1", "0", curves={_CONVEX, _CONCAVE}, is_line=True),
    _term("u1*x", "u1", "0", curves={_CONVEX, _CONCAVE, _RISES}, is_line=True),
    _term("-u2*x", "-u2", "0", curves={_CONVEX, _CONCAVE, _FALLS}, is_line=True),
    _term("q1*hadamard(x, x)", "2*q1*x", "2*q1", curves={_CONVEX}),
    _term("-q2*hadamard(x, x)", "-2*q2*x", "-2*q2", curves={_CONCAVE}),
    _term("q3*Max(x, k3)", "q3*(1 + sign(x - k3))/2", "0", curves={_CONVEX, _RISES, _LOG_SUM}),
    _term("q4*Max(-x, -k4)", "-q4*(1 - sign(x - k4))/2", "0", curves={_CONVEX, _FALLS}),
    _term("-q5*Max(-x, -k5)", "q5*(1 - sign(x - k5))/2", "0", curves={_CONCAVE, _RISES}),
    _term("-q6*Max(x, k6)", "-q6*(1 + sign(x - k6))/2", "0", curves={_CONCAVE, _FALLS}),
    _term(f"q7*{_BEND}", f"q7*{_SLOPE}", f"q7*{_CURVATURE}", curves={_CONVEX, _RISES, _LOG_SUM}),
    _term(f"q8*{_DROP}", f"-q8*{_FALL}", f"q8*{_BEND_DOWN}", curves={_CONVEX, _FALLS}),
    _term(f"-q9*{_DROP}", f"q9*{_FALL}", f"-q9*{_BEND_DOWN}", curves={_CONCAVE, _RISES}),
    _term(f"-q10*{_BEND}", f"-q10*{_SLOPE}", f"-q10*{_CURVATURE}", curves={_CONCAVE, _FALLS}),
    # Of positive numbers: x f(x) is convex.
    _term("c2/x + q11*x + q12*hadamard(x, x)", curves={_LOG_SUM}, of="log"),
    _term("q13*log(x)", curves={_CONCAVE, _RISES, _LOG_SUM}, of="log"),
    _term("q14*sqrt(x)", curves={_CONCAVE, _RISES}, of="sqrt"),
)
#: Where an opaque function has a kink: at a positive number, since most of them take no others.
_KINKS = {f"k{number}": f"r{number}/s{number}" for number in (3, 4, 5, 6)}


@dataclass(frozen=True, slots=True)
class Functions:
    """What is known of real functions.

    Attributes:
        curves: What facts say, by the name of a function of the question or of an opaque one.
        opaque: The functions that are stand-ins, such as ``log``, with what they stand for.
    """

    curves: Mapping[str, frozenset[Curve]]
    opaque: Mapping[str, Meaning]

    @property
    def variants(self) -> int:
        """How many stand-ins there are, in all of which a step has to hold."""
        counts = (
            sum(not term.is_line for term in _terms(name, curves))
            for name, curves in self.curves.items()
        )
        return max([1, *counts])

    def replaced(self, root: Node, variant: int) -> tuple[Node, Mapping[str, Domain]]:
        """Return a tree with stand-ins for its functions, and the domains of their symbols.

        Raises:
            OverBudget: It has a derivative that no stand-in has.
        """
        further: dict[str, Domain] = {}
        new: dict[int, Node] = {}
        for node in postorder(root):
            children = tuple(new[id(child)] for child in node.children)
            stand_in = self._stand_in(node, children, variant, further)
            if stand_in is not None:
                new[id(node)] = stand_in
            elif all(a is b for a, b in zip(children, node.children, strict=True)):
                new[id(node)] = node
            else:
                new[id(node)] = Node(node.operation, node.name, children)
        return new[id(root)], further

    def _stand_in(
        self,
        node: Node,
        children: tuple[Node, ...],
        variant: int,
        further: dict[str, Domain],
    ) -> Node | None:
        if node.operation == "call" and self.opaque.get(node.name) is Meaning.ANY:
            return self._of_call(node.name, children[0], variant, further)
        if node.operation != "apply":
            return None
        function, order = node.children[0], 0
        while function.operation == "D":
            function, order = function.children[0], order + 1
        curves = self.curves.get(function.name.removesuffix(_RAW))
        if not curves:
            return None
        total = _sum_of_terms(function.name, curves, order, variant, further)
        return substitute(total, {"x": children[1]})

    def _of_call(self, name: str, argument: Node, variant: int, further: dict[str, Domain]) -> Node:
        """Return a stand-in for an opaque function, with the value that is known of it."""

        def at(point: Node) -> Node:
            curves = self.curves.get(name)
            if curves:
                return substitute(_sum_of_terms(name, curves, 0, variant, further), {"x": point})
            further[f"{name}′"] = _ANY
            return Node("apply", "", (Node("function", f"{name}′"), point))

        known_value = FUNCTIONS[name].known_value
        if known_value is None:
            return at(argument)
        point, value = map(parse, known_value)
        return Node("add", "", (at(argument), Node("neg", "", (at(point),)), value))


def _terms(name: str, curves: Collection[Curve]) -> list[_Term]:
    required = frozenset(curves)
    own = ("", name.removesuffix(_RAW))
    return [term for term in _TERMS if term.curves >= required and term.of in own]


def _sum_of_terms(
    name: str, curves: Collection[Curve], order: int, variant: int, further: dict[str, Domain]
) -> Node:
    """Return a function of x of all these curves, or a derivative of it.

    It is a line and one of the others, with a part of another: in a sum of all of them none would
    stand out.
    """
    terms = _terms(name, curves)
    if any(len(term.texts) <= order for term in terms):
        raise OverBudget(f"a derivative of {name} of order {order}")
    lines = [f"({term.texts[order]})" for term in terms if term.is_line]
    others = [f"({term.texts[order]})" for term in terms if not term.is_line]
    # A derivative at a vector is a vector, were it the same everywhere.
    parts = ["0*x", *lines]
    if others:
        parts.append(others[variant % len(others)])
    if len(others) > 1:
        further[f"{name}′{_OTHER}"] = Domain("one_hot", (Dimension.of(len(others)),))
        parts += (f"q0*{_OTHER}[{k}]*{text}" for k, text in enumerate(others, start=1))
    total = parse(" + ".join(parts))
    if name in FUNCTIONS:
        total = substitute(total, {kink: parse(text) for kink, text in _KINKS.items()})
    used = {node.name for node in postorder(total) if node.operation == "symbol"} - {"x"}
    for parameter in sorted(used - {_OTHER}):
        further[f"{name}′{parameter}"] = _PARAMETERS[parameter[0]]
    return renamed(total, {parameter: f"{name}′{parameter}" for parameter in used})
