"""From atoms to what they mean: sums, products, and which module reads what stands in them.

A `Grammar` reads one answer under one policy. What it cannot read is a `Problem` with its place;
nothing is guessed beyond what the modules say, and no symbol is ever made up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from . import bigs, brackets, built, functions, names, scripts
from .atoms import Atom, Row, shown
from .cursor import Cursor, split
from .listed import listed
from .mathlist import atoms_of
from .notations import Notations
from .policy import Policy
from .setting import Range
from .shapes import Shapes
from .term import Term, number
from .tokens import Problem, tokenize

__all__ = ["Grammar", "begins_operand", "plus", "times", "unexpected"]

_OPERANDS = frozenset(
    listed("letter number paren bars frac binom sqrt group matrix function big word")
)
_MOST_STEPS = 20_000
_MOST_DEPTH = 80


class Grammar:
    r"""Reads the rows of one answer.

    Args:
        notations: What the question declares.
        policy: How the places are read at which there is a choice.
        ranges: The limits that sums may leave out, by the letter of the index.
        is_number: Whether a number is asked for, so that ``2\frac12`` is two and a half.

    Attributes:
        remarks: What the author should know of how it was read.
        scope: The letters that are bound, with their names.
    """

    def __init__(
        self,
        notations: Notations,
        policy: Policy,
        *,
        ranges: Sequence[Range] = (),
        is_number: bool = False,
    ) -> None:
        self.notations = notations
        self.policy = policy
        self.ranges = ranges
        self.is_number = is_number
        self.shapes = Shapes(notations.domains)
        self.remarks: dict[str, None] = {}
        self.scope: dict[str, str] = {}
        self._steps = 0
        self._depth = 0

    # ------------------------------------------------------------------------------- rows

    def whole(self, row: Row, position: int = 0) -> Term:
        """Read a row that is one expression.

        Raises:
            Problem: It is none.
        """
        cursor = Cursor(row, position)
        if cursor.next is None:
            raise Problem("an expression is missing", position)
        term = self.expression(cursor)
        rest = cursor.row[cursor.at :]
        if rest:
            raise unexpected(rest[0])
        return term

    def expression(self, cursor: Cursor) -> Term:
        """Read a sum, as far as it goes."""
        terms = [self._signed(cursor)]
        while (sign := cursor.take_if("operator", "+", "-", "pm")) is not None:
            terms.append(self._after(sign, cursor))
        return plus(terms)

    def _signed(self, cursor: Cursor) -> Term:
        sign = cursor.take_if("operator", "+", "-", "pm")
        return self._after(sign, cursor) if sign else self.product(cursor)

    def _after(self, sign: Atom, cursor: Cursor) -> Term:
        if sign.text == "pm":
            raise Problem(r"\pm stands for two values: give one", sign.position)
        count = int(sign.text == "-")
        while (again := cursor.take_if("operator", "+", "-")) is not None:
            count += again.text == "-"
        term = self.product(cursor)
        for _ in range(min(count, 2 + count % 2)):
            term = Term("neg", "", (term,))
        return term

    # --------------------------------------------------------------------------- products

    def product(self, cursor: Cursor) -> Term:
        """Read a product, as far as it goes: ⊙ binds less than what stands side by side."""
        left = self._run(cursor)
        while cursor.take_if("operator", "odot", "circ"):
            left = Term("hadamard", "", (left, self._run(cursor)))
        return left

    def _run(self, cursor: Cursor) -> Term:
        items = [self.factor(cursor)]
        while (atom := cursor.next) is not None:
            if atom.kind == "operator" and atom.text in _EXPLICIT:
                if atom.text in ("odot", "circ") and not self.policy.choose("elementwise product"):
                    break
                cursor.take()
                items = [*_EXPLICIT[atom.text](self, items, cursor)]
            elif begins_operand(atom):
                if _are_numbers(cursor.row[cursor.at - 1], atom):
                    raise Problem(r"two numbers side by side: write \cdot between", atom.position)
                items = self._beside(items, atom, cursor)
            else:
                break
        return times(items)

    def _beside(self, items: list[Term], atom: Atom, cursor: Cursor) -> list[Term]:
        before = items[-1]
        right = self.factor(cursor)
        if self.shapes.is_column(times(items)) and self.shapes.is_column(right):
            raise Problem(
                r"two columns side by side are no product: write x^\top y, x y^\top or x \odot y",
                atom.position,
            )
        is_mixed = atom.kind == "frac" and before.operation == "rational" and len(items) == 1
        if is_mixed and self.is_number and right.operation == "div":
            return [plus([before, right])]
        return [*items, right]

    def signed_factor(self, cursor: Cursor) -> Term:
        """Read a factor behind a sign of multiplication: it may have a minus of its own."""
        if cursor.take_if("operator", "-"):
            return Term("neg", "", (self.factor(cursor),))
        return self.factor(cursor)

    def factor(self, cursor: Cursor) -> Term:
        """Read one factor, with all that stands on it.

        Raises:
            Problem: There is none, or it cannot be read.
        """
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise Problem("a formula that takes too long to read", cursor.position)
        self._depth += 1
        if self._depth > _MOST_DEPTH:
            raise Problem("a formula that is nested too deeply", cursor.position)
        term = self._operand(cursor)
        self._depth -= 1
        while (sign := cursor.take_if("operator", "!")) is not None:
            factorial = Term("call", "factorial", (term,))
            term = scripts.attached(self, factorial, sign)
        return term

    def _operand(self, cursor: Cursor) -> Term:
        atom = cursor.next
        if atom is None:
            raise Problem("something is missing at the end", cursor.position)
        if atom.kind == "letter" and atom.is_bare and len(atom.text) == 1:
            called = names.plain_function(self, cursor)
            if called is not None:
                return called
        match = self.notations.at(cursor.row, cursor.at, self.scope)
        is_plain = match is None or (match.count == 1 and not match.agreed)
        if atom.kind == "letter" and atom.text in self.scope and is_plain:
            return names.bound(self, cursor.take())
        if match is not None:
            return names.declared(self, cursor, match)
        reader = _READERS.get(atom.kind)
        if reader is None:
            raise unexpected(atom)
        return reader(self, cursor)

    # ------------------------------------------------------------------------------ scope

    def fresh(self, letter: str) -> str:
        """Return a name for a bound letter that is no other symbol's."""
        name = letter.lstrip("\\")
        taken = self.notations.domains.keys() | set(self.scope.values())
        while name in taken and not (name in self.scope.values() and letter in self.scope):
            name += "_"
        return name

    def note(self, remark: str) -> None:
        """Keep a remark for the author, once."""
        self.remarks.setdefault(remark)

    def divided(self, above: Term, below: Term, position: int) -> Term:
        """Return a quotient.

        Raises:
            Problem: A matrix stands below the line: it is not said on which side its inverse does.
        """
        if self.shapes.is_matrix(below):
            raise Problem("a quotient with a matrix below: write A B^{-1} or B^{-1} A", position)
        return Term("div", "", (above, below))

    def limit(self, text: str) -> Term:
        """Read a limit that the question gives to its sums."""
        return self.whole(atoms_of(tokenize(text)))

    # ---------------------------------------------------------------------------- indices

    def indices(self, row: Row, wanted: int) -> list[Term] | None:
        """Read what stands below as indices; None where it is something else.

        Args:
            row: What stands there: ``i,j``, or ``ij`` where two are wanted.
            wanted: How many.
        """
        parts = split(row, "mark", ",")
        if len(parts) == 1 and wanted == 2 and len(row) == 1 and row[0].kind == "number":
            if len(row[0].text) != 2:
                return None
            return [number(digit) for digit in row[0].text]
        if len(parts) == 1 and wanted == 2 and len(row) == 2:
            parts = [(atom,) for atom in row]
        if len(parts) != wanted or not all(self.is_index(part) for part in parts):
            return None
        return [self.whole(part) for part in parts]

    def is_index(self, row: Row) -> bool:
        """Return whether a row can be an index: of numbers, bound letters and counts."""
        if not row:
            return False
        for atom in row:
            is_known = atom.kind in ("number", "operator") or (
                atom.kind == "letter" and self.is_count(atom)
            )
            if not is_known and atom.kind in ("group", "paren", "frac"):
                is_known = all(self.is_index(part) for part in atom.parts)
            if not is_known:
                return False
        return True

    def is_count(self, atom: Atom) -> bool:
        """Return whether a letter is bound, or is declared to be an integer."""
        if atom.text in self.scope:
            return True
        match = self.notations.at((atom,), 0)
        return match is not None and self.notations.domains[match.notation.symbol].is_count


def _are_numbers(left: Atom, right: Atom) -> bool:
    are_two = left.kind == right.kind == "number"
    if are_two and right.marks & {"bar", "dot"}:
        raise Problem("a recurring decimal: write it as a fraction", right.position)
    return are_two and left.is_bare and not (left.marks or right.marks)


def begins_operand(atom: Atom) -> bool:
    """Return whether an atom can be the beginning of a factor."""
    return atom.kind in _OPERANDS


def times(items: Sequence[Term]) -> Term:
    """Return the product of some factors, in their order."""
    return items[0] if len(items) == 1 else Term("mul", "", tuple(items))


def plus(terms: Sequence[Term]) -> Term:
    """Return the sum of some terms."""
    return terms[0] if len(terms) == 1 else Term("add", "", tuple(terms))


def unexpected(atom: Atom) -> Problem:
    """Say why an atom cannot stand where it does."""
    written = shown(atom)
    reasons = {
        "relation": f"{written} stands inside of an expression",
        "mark": f"“{written}” stands inside of an expression",
        "stray": f"{written} has no other half",
        "mid": f"a bar that has no other half: {written}",
        "operator": f"{written} stands where a value should",
    }
    return Problem(reasons.get(atom.kind, f"{written} cannot be read here"), atom.position)


# ------------------------------------------------------------- signs of multiplication


def _dot(grammar: Grammar, items: list[Term], cursor: Cursor) -> list[Term]:
    r"""``x\cdot y``: of two columns their inner product, else a product."""
    right = grammar.signed_factor(cursor)
    left = times(items)
    if grammar.shapes.is_column(left) and grammar.shapes.is_column(right):
        return [times([Term("T", "", (left,)), right])]
    return [*items, right]


def _cross(grammar: Grammar, items: list[Term], cursor: Cursor) -> list[Term]:
    position = cursor.position
    right = grammar.signed_factor(cursor)
    if grammar.shapes.is_column(times(items)) and grammar.shapes.is_column(right):
        raise Problem(
            r"x\times y of two columns is no product here: write x^\top y or x y^\top", position
        )
    return [*items, right]


def _outer(grammar: Grammar, items: list[Term], cursor: Cursor) -> list[Term]:
    position = cursor.position
    right = grammar.signed_factor(cursor)
    left = times(items)
    if not (grammar.shapes.is_column(left) and grammar.shapes.is_column(right)):
        raise Problem(r"\otimes is read between two columns only", position)
    return [times([left, Term("T", "", (right,))])]


def _elementwise(grammar: Grammar, items: list[Term], cursor: Cursor) -> list[Term]:
    return [Term("hadamard", "", (times(items), grammar.signed_factor(cursor)))]


def _over(grammar: Grammar, items: list[Term], cursor: Cursor) -> list[Term]:
    """``x/y``: what follows it side by side may belong below the line as well."""
    first = cursor.next
    below = grammar.signed_factor(cursor)
    following = cursor.next
    is_closed = first is not None and first.kind in ("paren", "frac", "group", "bars", "function")
    goes_on = (
        following is not None
        and begins_operand(following)
        and following.kind not in ("big", "function")
    )
    if goes_on and not is_closed and grammar.policy.choose("slash"):
        factors = [below]
        while (atom := cursor.next) is not None and begins_operand(atom):
            factors.append(grammar.factor(cursor))
        below = times(factors)
    return [grammar.divided(times(items), below, cursor.position)]


def _modulo(grammar: Grammar, items: list[Term], cursor: Cursor) -> list[Term]:
    return [Term("call", "Mod", (times(items), grammar.factor(cursor)))]


_EXPLICIT: Mapping[str, Callable[[Grammar, list[Term], Cursor], list[Term]]] = {
    "cdot": _dot, "times": _cross, "*": _dot, "otimes": _outer, "/": _over, "mod": _modulo,
    "odot": _elementwise, "circ": _elementwise,
}  # fmt: skip

_READERS: Mapping[str, Callable[[Grammar, Cursor], Term]] = {
    "letter": names.letter, "word": names.word, "number": built.number_term,
    "frac": built.fraction, "binom": built.binomial, "sqrt": built.root, "group": brackets.group,
    "paren": brackets.paren, "bars": brackets.bars, "matrix": built.matrix,
    "function": functions.function, "big": bigs.big,
}  # fmt: skip
