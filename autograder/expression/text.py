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

from autograder.expression.domain import Domain
from autograder.expression.tokens import ParseError, Token, tokenize
from autograder.expression.tree import FUNCTIONS, OPERATIONS, Node

__all__ = ["MAX_DEPTH", "ParseError", "parse"]

#: Brackets, signs and exponents inside one another; a person's expression has about ten. Each
#: costs up to twenty frames of Python's stack, of which there are a thousand.
MAX_DEPTH = 30

_CONSTANTS = ("pi", "oo", "I", "nan")
_COMPARISONS = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge", "==": "eq", "!=": "ne"}
_WORDS = ("and", "not", "or")

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

#: Operations that are written as a call of the same name.
_CALLED = frozenset(
    {
        "det", "diag", "eye", "hadamard", "inv", "lambda_max", "maxabs", "norm", "norm2", "ones",
        "softmax_col", "softmax_row", "trace", "zeros",
    }
)  # fmt: skip


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
    parser = _Parser(tokenize(text), symbols)
    root = parser.expression()
    parser.expect_end()
    return root


class _Parser:
    """Precedence climbing over the tokens."""

    def __init__(self, tokens: list[Token], symbols: Mapping[str, Domain] | None) -> None:
        self._tokens = tokens
        self._next = 0
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
        }

    # Tokens.

    @property
    def _token(self) -> Token:
        return self._tokens[self._next]

    def _take(self, *texts: str) -> str:
        """Consume the next token if it is one of these; return it, or nothing."""
        text = self._token.text
        if text not in texts:
            return ""
        self._next += 1
        return text

    def _expect(self, text: str) -> None:
        if not self._take(text):
            raise ParseError(f"expected `{text}`, not {self._token}", self._token.position)

    def _name(self, purpose: str) -> Token:
        token = self._token
        if token.kind != "name" or token.text in _WORDS:
            raise ParseError(f"expected {purpose}, not {token}", token.position)
        self._next += 1
        return token

    def _bound(self, purpose: str) -> Token:
        token = self._name(purpose)
        if self._named(token).operation != "symbol":
            raise ParseError(f"{token} has a meaning of its own", token.position)
        return token

    def expect_end(self) -> None:
        """Refuse what is left over."""
        token = self._token
        if token.kind == "end":
            return
        if token.kind in ("name", "number") or token.text in ("(", "["):
            message = f"expected an operator before {token}: a product is written *"
        else:
            message = f"{token} cannot stand here"
        raise ParseError(message, token.position)

    # Operators.

    def expression(self, level: int = 0) -> Node:
        """Read as far as operators bind at this level or tighter."""
        node = self._prefix(level)
        while _LEVELS.get(self._token.text, -1) >= level:
            node = self._infix(node)
        return node

    def _nested(self, level: int = 0) -> Node:
        """Read what stands in a bracket, after a sign or in an exponent."""
        if self._depth > MAX_DEPTH:
            raise ParseError(f"nesting of more than {MAX_DEPTH} levels", self._token.position)
        self._depth += 1
        node = self.expression(level)
        self._depth -= 1
        return node

    def _prefix(self, level: int) -> Node:
        if sign := self._take("-", "+"):
            operand = self._nested(max(level, _FACTOR))
            return Node("neg", "", (operand,)) if sign == "-" else operand
        if level <= _NEGATION and self._take("not"):
            return Node("not", "", (self._nested(_NEGATION),))
        return self._postfix()

    def _infix(self, left: Node) -> Node:
        mark = self._token.text
        operation, level = _CHAINS.get(mark), _LEVELS[mark]
        if operation:
            operands = [left]
            while _CHAINS.get(mark := self._token.text) == operation:
                self._next += 1
                operand = self.expression(level + 1)
                operands.append(Node("neg", "", (operand,)) if mark == "-" else operand)
            return Node(operation, "", tuple(operands))
        self._next += 1
        if mark == "**":
            # At its own level, so that a**b**c is a**(b**c).
            return Node("pow", "", (left, self._nested(_POWER)))
        node = Node(
            "div" if mark == "/" else _COMPARISONS[mark], "", (left, self.expression(level + 1))
        )
        if level == _COMPARISON and self._token.text in _COMPARISONS:
            message = "a chain of comparisons: join two of them by `and`"
            raise ParseError(message, self._token.position)
        return node

    def _postfix(self) -> Node:
        node = self._atom()
        while mark := self._take("[", "."):
            if mark == ".":
                self._expect("T")
                node = Node("T", "", (node,))
                continue
            token = self._token
            indices = self._arguments("]")
            if len(indices) > 2:
                raise ParseError(f"{len(indices)} indices", token.position)
            node = Node("item", "", (node, *indices))
        return node

    # Operands.

    def _atom(self) -> Node:
        token = self._token
        if token.kind == "name":
            self._next += 1
            return self._call(token) if self._take("(") else self._named(token)
        if token.kind == "number":
            self._next += 1
            return Node("rational" if token.text.isdecimal() else "decimal", token.text)
        if self._take("("):
            node = self._nested()
            self._expect(")")
            return node
        if self._take("["):
            return self._matrix()
        raise ParseError(f"expected a number, a name or `(`, not {token}", token.position)

    def _named(self, token: Token) -> Node:
        name = token.text
        if name in self._functions:
            message = f"`{name}` is a function: write {name}(…), or D({name})(…)"
            raise ParseError(message, token.position)
        if name in _WORDS:
            raise ParseError(f"expected a number or a name, not `{name}`", token.position)
        if name in ("True", "False"):
            return Node(name.lower())
        if name in _CONSTANTS and name not in self._declared:
            return Node("constant", name)
        return Node("symbol", name)

    def _matrix(self) -> Node:
        """Read ``[[a, b], [c, d]]`` from after its first bracket."""
        rows: list[list[Node]] = []
        while not rows or self._take(","):
            self._expect("[")
            rows.append(self._arguments("]"))
            if len(rows[-1]) != len(rows[0]):
                message = "a row of another length than the first"
                raise ParseError(message, self._tokens[self._next - 1].position)
        self._expect("]")
        entries = tuple(entry for row in rows for entry in row)
        return Node("matrix", f"{len(rows)},{len(rows[0])}", entries)

    # Calls, from after the opening parenthesis.

    def _call(self, token: Token) -> Node:
        name = "Abs" if token.text == "abs" else token.text
        if name in self._functions:
            return self._apply(Node("function", name))
        if name in self._declared:
            message = f"`{name}` is not a function: a product is written *"
            raise ParseError(message, token.position)
        if name in self._forms:
            return self._forms[name]()
        if name in FUNCTIONS:
            return self._built_in(token, "call", name, FUNCTIONS[name])
        if name in _CALLED:
            return self._built_in(token, name, "", OPERATIONS[name])
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
        while self._take(","):
            arguments.append(self._nested())
        self._expect(close)
        return arguments

    def _apply(self, function: Node) -> Node:
        argument = self._nested()
        self._expect(")")
        return Node("apply", "", (function, argument))

    def _derivative(self) -> Node:
        """Read ``D(f)(x)``, or ``D(D(f))(x)``."""
        order = 1
        while self._take("D"):
            self._expect("(")
            order += 1
        token = self._name("the name of a function")
        if token.text not in self._functions and not self._any_function:
            raise ParseError(f"{token} is not declared as a function", token.position)
        function = Node("function", token.text)
        for _ in range(order):
            self._expect(")")
            function = Node("D", "", (function,))
        self._expect("(")
        return self._apply(function)

    def _over_symbol(self, operation: str) -> Node:
        body = self._nested()
        if operation == "E" and self._take(")"):
            return Node("E", "_", (body,))
        self._expect(",")
        symbol = self._bound("the name of a symbol")
        self._expect(")")
        return Node(operation, symbol.text, (body,))

    def _with_limits(self, operation: str) -> Node:
        body = self._nested()
        self._expect(",")
        self._expect("(")
        symbol = self._bound("the symbol that runs")
        self._expect(",")
        first = self._nested()
        self._expect(",")
        last = self._nested()
        self._expect(")")
        self._expect(")")
        return Node(operation, symbol.text, (body, first, last))

    def _piecewise(self) -> Node:
        children: list[Node] = []
        while not children or self._take(","):
            self._expect("(")
            children.append(self._nested())
            self._expect(",")
            children.append(self._nested())
            self._expect(")")
        self._expect(")")
        return Node("piecewise", "", tuple(children))
