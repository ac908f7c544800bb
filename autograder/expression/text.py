"""The written form of an expression: a small part of Python's syntax, read into a tree.

For what a teacher types: the lines of `autograder compare`, accepted forms, regimes. What a
student returns arrives as a tree (`tree.from_wire`) and never passes here. The text is parsed by
this module alone and never evaluated; its length, its nesting and its numbers are bounded.

    >>> parse("-x**2 + 3/4").operation
    'add'

``**`` binds tighter than a minus before it and groups to the right; a minus at the start of a term
belongs to the whole term; a chain of ``+`` and ``-``, and a chain of ``*``, is one node. What
`render.plain` writes, this module reads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from autograder.expression.arithmetics.functions import FUNCTIONS
from autograder.expression.domain import Domain
from autograder.expression.tokens import OPERATOR_NAMES, ParseError, Token, Words
from autograder.expression.tree import Node
from autograder.expression.vocabulary import CALLED, OPERATIONS

__all__ = ["MAX_DEPTH", "ParseError", "parse"]

#: Brackets, signs and exponents inside one another; a person's expression has about ten. Each
#: costs up to twenty frames of Python's stack, of which there are a thousand.
MAX_DEPTH = 30

_CONSTANTS = ("pi", "oo", "I", "nan")
_COMPARISONS = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge", "==": "eq", "!=": "ne"}

#: How tightly an operator binds. An operand of an operator is read at the next tighter level.
_NEGATION, _COMPARISON, _TERM, _FACTOR, _POWER = 3, 4, 5, 6, 7
_LEVELS = {
    "or": 1,
    "and": 2,
    **dict.fromkeys(_COMPARISONS, _COMPARISON),
    **dict.fromkeys("+-", _TERM),
    **dict.fromkeys("*/", _FACTOR),
    "**": _POWER,
}
#: Chains that become one node.
_CHAINS = {"or": "or", "and": "and", "+": "add", "-": "add", "*": "mul"}
#: Functions that are written by another name than the tree's.
_OTHER_TEXTS = {row.text: name for name, row in FUNCTIONS.items() if row.text}


def parse(text: str, symbols: Mapping[str, Domain] | None = None) -> Node:
    """Read an expression.

    Args:
        text: What was written, for instance ``"inv(A) - Sum(beta**i*g[i], (i, 1, t))"``.
        symbols: The declared symbols. They decide which called names are functions of the
            question's own, and which names are symbols though they could be constants. Without
            them, every called name that is not built in is a function.

    Raises:
        ParseError: The text is no expression, or is too long or too deeply nested. Its message
            is meant for the person who wrote the text.
    """
    words = Words(text)
    root = _Parser(words, symbols).expression()
    words.expect_end()
    return root


class _Parser:
    """Precedence climbing over the words."""

    def __init__(self, words: Words, symbols: Mapping[str, Domain] | None) -> None:
        self._words = words
        self._depth = 0
        self._any_function = symbols is None
        symbols = symbols or {}
        self._functions = {name for name, domain in symbols.items() if domain.is_function}
        self._declared = set(symbols).union(*(d.dimension_names for d in symbols.values()))
        self._forms: dict[str, Callable[[], Node]] = {
            "D": self._derivative,
            "E": lambda: self._over_symbol("E"),
            "integral": lambda: self._over_symbol("integral"),
            "Piecewise": self._piecewise,
            "Product": lambda: self._with_limits("product"),
            "Sum": lambda: self._with_limits("sum"),
            "sum": self._total,
        }

    # Operators.

    def expression(self, level: int = 0) -> Node:
        """Read as far as operators bind at this level or tighter."""
        node = self._prefix(level)
        while _LEVELS.get(self._words.next.text, -1) >= level:
            node = self._infix(node)
        return node

    def _nested(self, level: int = 0) -> Node:
        """Read what stands in a bracket, after a sign or in an exponent."""
        if self._depth == MAX_DEPTH:
            raise ParseError(f"nesting of more than {MAX_DEPTH} levels", self._words.next.position)
        self._depth += 1
        node = self.expression(level)
        self._depth -= 1
        return node

    def _prefix(self, level: int) -> Node:
        if sign := self._words.take("-", "+"):
            operand = self._nested(max(level, _FACTOR))
            return Node("neg", "", (operand,)) if sign == "-" else operand
        if level <= _NEGATION and self._words.take("not"):
            return Node("not", "", (self._nested(_NEGATION),))
        return self._postfix()

    def _infix(self, left: Node) -> Node:
        mark = self._words.next.text
        operation, level = _CHAINS.get(mark), _LEVELS[mark]
        if operation:
            operands = [left]
            while _CHAINS.get(mark := self._words.next.text) == operation:
                self._words.advance()
                operand = self.expression(level + 1)
                operands.append(Node("neg", "", (operand,)) if mark == "-" else operand)
            return Node(operation, "", tuple(operands))
        self._words.advance()
        if mark == "**":
            # At its own level, so that a**b**c is a**(b**c).
            return Node("pow", "", (left, self._nested(_POWER)))
        node = Node(
            "div" if mark == "/" else _COMPARISONS[mark], "", (left, self.expression(level + 1))
        )
        if level == _COMPARISON and self._words.next.text in _COMPARISONS:
            message = "a chain of comparisons: join two of them by `and`"
            raise ParseError(message, self._words.next.position)
        return node

    def _postfix(self) -> Node:
        node = self._atom()
        while mark := self._words.take("[", "."):
            if mark == ".":
                self._words.expect("T")
                node = Node("T", "", (node,))
                continue
            token = self._words.next
            indices = self._arguments("]")
            if len(indices) > 2:
                raise ParseError(f"{len(indices)} indices", token.position)
            node = Node("item", "", (node, *indices))
        return node

    # Operands.

    def _atom(self) -> Node:
        token = self._words.next
        if token.kind == "name":
            self._words.advance()
            return self._call(token) if self._words.take("(") else self._named(token)
        if token.kind == "number":
            self._words.advance()
            return Node("rational" if token.text.isdecimal() else "decimal", token.text)
        if self._words.take("("):
            node = self._nested()
            self._words.expect(")")
            return node
        if self._words.take("["):
            return self._matrix()
        raise ParseError(f"expected a number, a name or `(`, not {token}", token.position)

    def _named(self, token: Token) -> Node:
        name = token.text
        if name in self._functions:
            message = f"`{name}` is a function: write {name}(…), or D({name})(…)"
            raise ParseError(message, token.position)
        if name in OPERATOR_NAMES:
            raise ParseError(f"expected a number or a name, not `{name}`", token.position)
        if name in ("True", "False"):
            return Node(name.lower())
        if name in _CONSTANTS and name not in self._declared:
            return Node("constant", name)
        return Node("symbol", name)

    def _matrix(self) -> Node:
        """Read ``[[a, b], [c, d]]`` from after its first bracket."""
        rows: list[list[Node]] = []
        while not rows or self._words.take(","):
            position = self._words.next.position
            self._words.expect("[")
            rows.append(self._arguments("]"))
            if len(rows[-1]) != len(rows[0]):
                raise ParseError("a row of another length than the first", position)
        self._words.expect("]")
        entries = tuple(entry for row in rows for entry in row)
        return Node("matrix", f"{len(rows)},{len(rows[0])}", entries)

    # Calls, from after the opening parenthesis.

    def _call(self, token: Token) -> Node:
        name = _OTHER_TEXTS.get(token.text, token.text)
        if name in self._functions:
            return self._apply(Node("function", name))
        if name in self._declared:
            message = f"`{name}` is not a function: a product is written *"
            raise ParseError(message, token.position)
        if name in self._forms:
            return self._forms[name]()
        if name in FUNCTIONS:
            return self._built_in(token, "call", name, FUNCTIONS[name].arguments)
        if name in CALLED:
            return self._built_in(token, name, "", OPERATIONS[name].operands)
        if self._any_function:
            return self._apply(Node("function", name))
        raise ParseError(f"`{name}` is neither built in nor declared", token.position)

    def _built_in(self, token: Token, operation: str, name: str, arity: tuple[int, int]) -> Node:
        arguments = self._arguments(")")
        least, most = arity
        if not least <= len(arguments) <= most:
            number = str(least) if least == most else f"{least} to {most}"
            message = f"{token} takes {number} arguments, not {len(arguments)}"
            raise ParseError(message, token.position)
        return Node(operation, name, tuple(arguments))

    def _arguments(self, close: str) -> list[Node]:
        arguments = [self._nested()]
        while self._words.take(","):
            arguments.append(self._nested())
        self._words.expect(close)
        return arguments

    def _apply(self, function: Node) -> Node:
        argument = self._nested()
        self._words.expect(")")
        return Node("apply", "", (function, argument))

    def _derivative(self) -> Node:
        """Read ``D(f)(x)``, or ``D(D(f))(x)``."""
        order = 1
        while self._words.take("D"):
            self._words.expect("(")
            order += 1
        token = self._words.name("the name of a function")
        if token.text not in self._functions and not self._any_function:
            raise ParseError(f"{token} is not declared as a function", token.position)
        function = Node("function", token.text)
        for _ in range(order):
            self._words.expect(")")
            function = Node("D", "", (function,))
        self._words.expect("(")
        return self._apply(function)

    def _bound(self, purpose: str) -> Token:
        token = self._words.name(purpose)
        if self._named(token).operation != "symbol":
            raise ParseError(f"{token} has a meaning of its own", token.position)
        return token

    def _over_symbol(self, operation: str) -> Node:
        body = self._nested()
        if operation == "E" and self._words.take(")"):
            return Node("E", "_", (body,))
        self._words.expect(",")
        symbol = self._bound("the name of a symbol")
        self._words.expect(")")
        return Node(operation, symbol.text, (body,))

    def _total(self) -> Node:
        """Read ``sum(v)``, the sum of a vector's entries: the trace of their diagonal matrix."""
        (vector,) = self._arguments(")")
        return Node("trace", "", (Node("diag", "", (vector,)),))

    def _with_limits(self, operation: str) -> Node:
        body = self._nested()
        self._words.expect(",")
        self._words.expect("(")
        symbol = self._bound("the symbol that runs")
        self._words.expect(",")
        first = self._nested()
        self._words.expect(",")
        last = self._nested()
        self._words.expect(")")
        self._words.expect(")")
        return Node(operation, symbol.text, (body, first, last))

    def _piecewise(self) -> Node:
        children: list[Node] = []
        while not children or self._words.take(","):
            self._words.expect("(")
            children.append(self._nested())
            self._words.expect(",")
            children.append(self._nested())
            self._words.expect(")")
        self._words.expect(")")
        return Node("piecewise", "", tuple(children))
