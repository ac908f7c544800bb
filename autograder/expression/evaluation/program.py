"""A tree made ready to be evaluated many times: instructions over numbered slots.

What a summation index or another bound symbol does not occur in is computed once, outside the
binder's region; the rest of a binder's body is the region that is run again for every value. The
depth of a tree costs nothing, that of binders within binders is limited.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from flint import ctx, fmpq

from autograder.expression.arithmetics.arithmetic import Arithmetic
from autograder.expression.arithmetics.decimals import as_fraction
from autograder.expression.arithmetics.linear_algebra import Value, whole_number
from autograder.expression.arithmetics.scalars import Undecided, Undefined, Unsupported, rational
from autograder.expression.budget import Meter, OverBudget
from autograder.expression.domain import SCALAR, Domain
from autograder.expression.evaluation.binders import BINDERS, check_nesting, empty
from autograder.expression.evaluation.directions import (
    Direction,
    Span,
    direction,
    span,
    steps_of,
)
from autograder.expression.evaluation.operations import TOLERANT, Operations
from autograder.expression.evaluation.point import World
from autograder.expression.shape import Shapes, infer_all
from autograder.expression.tree import AVERAGES, COUNTERS, Node, free_symbols, postorder

__all__ = ["Averages", "Program"]

_MAX_TERMS = 10_000

_NOTHING: Mapping[str, Value] = {}

Instruction = tuple[int, Callable[..., Value], tuple[int, ...]]
Run = Callable[[Value], Value]


class Averages(Protocol):
    """How expectations and integrals are taken.

    Attributes:
        is_exact: Whether more precision makes them more precise.
        is_random: Whether they depend on values that each point draws.
    """

    is_exact: bool
    is_random: bool

    def arithmetic(self, outer: Arithmetic) -> Arithmetic:
        """Return the arithmetic in which the body is evaluated."""

    def take(self, operation: str, domain: Domain, run: Run, world: World) -> Value:
        """Return the average ("E") or the integral of what a run gives for the symbol's values."""


class Program:
    """A tree that can be evaluated.

    Args:
        root: The tree; its symbols are declared and its shapes fit.
        symbols: The domains of its symbols.
        arithmetic: Computes with scalars.
        averages: How expectations are taken.
        world: Gives the symbols their values.
        meter: Counts steps.
        fixed: Values for symbols that the world is not asked for.
        conditions: What the question states of its symbols.
        either_way: Whether a product of numbers is taken over all that lies between its limits,
            where the question does not state which of them is the larger one.
    """

    def __init__(
        self,
        root: Node,
        *,
        symbols: Mapping[str, Domain],
        arithmetic: Arithmetic,
        averages: Averages,
        world: World,
        meter: Meter,
        fixed: Mapping[str, Value] = _NOTHING,
        conditions: Sequence[Node] = (),
        either_way: bool = False,
    ) -> None:
        self.symbols = symbols
        self.conditions = conditions
        self.either_way = either_way
        self.averages = averages
        self.world = world
        self.meter = meter
        self.fixed = fixed
        self.slots: list[Value] = []
        self.inputs: list[tuple[int, str]] = []
        self.shapes: Shapes = infer_all(root, symbols)
        self._lazy = any(node.operation == "piecewise" for node in postorder(root))
        check_nesting(root)
        self._body = _Region(self, arithmetic)
        self._result = self._body.place(root)

    @property
    def cost(self) -> int:
        """How many instructions a run takes, loops counted once."""
        return len(self._body.instructions)

    def run(self) -> Value:
        """Return the value in the world as it is.

        Raises:
            Undefined: There is none.
            Undecided: It takes more precision to tell.
            Unsupported: The arithmetic cannot compute it.
            OverBudget: It would take too many steps.
        """
        slots, fixed = self.slots, self.fixed
        value_of = self.world.point.value
        for slot, name in self.inputs:
            slots[slot] = fixed[name] if name in fixed else value_of(name)
        self.execute(self._body)
        result = slots[self._result]
        if isinstance(result, ArithmeticError):
            raise result
        return result

    def execute(self, region: _Region) -> None:
        """Run the instructions of a region."""
        instructions, slots = region.instructions, self.slots
        self.meter.spend(len(instructions) + 1)
        if not self._lazy:
            for target, function, arguments in instructions:
                if len(arguments) == 2:  # most of them: a list would take as long as the function
                    first, second = arguments
                    slots[target] = function(slots[first], slots[second])
                else:
                    slots[target] = function(*[slots[argument] for argument in arguments])
            return
        for target, function, arguments in instructions:
            values = [slots[argument] for argument in arguments]
            missing = [value for value in values if isinstance(value, ArithmeticError)]
            if missing and not region.tolerates(target):
                slots[target] = missing[0]
                continue
            try:
                slots[target] = function(*values)
            except (Undefined, Undecided) as absence:
                slots[target] = absence


class _Region:
    """Instructions that are run together: the whole program, or the body of a binder."""

    def __init__(
        self,
        program: Program,
        arithmetic: Arithmetic,
        outer: _Region | None = None,
        name: str = "",
        bounds: Span | None = None,
    ) -> None:
        self._program = program
        self._spans: tuple[Span, ...] = outer._spans if outer else ()
        if bounds:
            self._spans += (bounds,)
        self._arithmetic = arithmetic
        self._outer = outer
        self._name = name
        self._operations = Operations(arithmetic, program.meter)
        self._places: dict[int, int] = {}
        self._symbols: dict[str, int] = {name: self._new_slot()} if outer else {}
        self._tolerant: set[int] = set()
        self.instructions: list[Instruction] = []

    def tolerates(self, target: int) -> bool:
        """Return whether an instruction copes with arguments that have no value."""
        return target in self._tolerant

    def place(self, root: Node) -> int:
        """Return the slot in which a tree's value will be, compiling what is new."""
        home = self._home(root)
        if home is not self:
            return home.place(root)
        stack = [(root, False)]
        while stack:
            node, children_placed = stack.pop()
            if id(node) in self._places:
                continue
            home = self._home(node)
            if home is not self:
                self._places[id(node)] = home.place(node)
            elif children_placed:
                self._places[id(node)] = self._compile(node)
            else:
                stack.append((node, True))
                stack.extend((child, False) for child in reversed(self._arguments(node)))
        return self._places[id(root)]

    def _home(self, node: Node) -> _Region:
        """Return the innermost region whose bound symbol occurs in a node."""
        region = self
        while region._outer and region._name not in free_symbols(node):
            region = region._outer
        return region

    def _arguments(self, node: Node) -> Sequence[Node]:
        """Return the children whose values a node's instruction takes."""
        if node.operation in BINDERS or node.operation == "apply":
            return node.children[1:]
        if node.operation == "item" and self._is_sequence(node.children[0]):
            return node.children[1:]
        if _is_squared_norm(node):
            return node.children[0].children
        return node.children

    def _is_sequence(self, node: Node) -> bool:
        domain = self._program.symbols.get(node.name) if node.operation == "symbol" else None
        return domain is not None and domain.kind == "sequence"

    def _compile(self, node: Node) -> int:
        self._program.meter.spend(1)
        operation = node.operation
        if operation == "symbol":
            return self._symbol(node.name)
        if operation in ("rational", "decimal", "constant"):
            return self._constant(node)
        target = self._new_slot()
        arguments = tuple(self._places[id(child)] for child in self._arguments(node))
        if operation in TOLERANT:
            self._tolerant.add(target)
        self.instructions.append((target, self._function(node), arguments))
        return target

    def _function(self, node: Node) -> Callable[..., Value]:
        operation, program = node.operation, self._program
        if operation == "apply":
            return self._application(node.children[0])
        if operation == "item" and self._is_sequence(node.children[0]):
            name = node.children[0].name
            return lambda index: program.world.item(name, whole_number(index, "an index"))
        if operation in COUNTERS:
            return self._loop(node)
        if operation in AVERAGES:
            return self._average(node)
        if _is_squared_norm(node):
            half = node.children[1].fraction() / 2
            return lambda vector: self._arithmetic.power(
                self._operations.sum_of_squares(vector), rational(half)
            )
        shapes = [program.shapes.get(id(child), SCALAR) for child in node.children]
        return self._operations.of(node, shapes, program.shapes.get(id(node), SCALAR))

    def _symbol(self, name: str) -> int:
        if name not in self._symbols:
            self._symbols[name] = slot = self._new_slot()
            self._program.inputs.append((slot, name))
        return self._symbols[name]

    def _constant(self, node: Node) -> int:
        """Place a constant; what is not rational by an instruction, as it has a precision."""
        target = self._new_slot()
        arithmetic = self._arithmetic
        if node.operation == "constant":
            self.instructions.append((target, lambda: arithmetic.constant(node.name), ()))
            return target
        value, is_exact = node.fraction(), True
        if node.operation == "decimal":
            value, is_exact = as_fraction(node.name)
        if is_exact:
            self._program.slots[target] = rational(value)
        else:
            self.instructions.append((target, lambda: arithmetic.rounded(value), ()))
        return target

    def _application(self, function: Node) -> Callable[[Value], Value]:
        order = 0
        while function.operation == "D":
            function = function.children[0]
            order += 1
        name, program, arithmetic = function.name, self._program, self._arithmetic

        def apply(x: Value) -> Value:
            return program.world.point.function(name)(order, x, arithmetic)

        return self._operations.spread(apply)

    def _loop(self, node: Node) -> Callable[[Value, Value], Value]:
        program, body = self._program, node.children[0]
        shape = program.shapes[id(body)]
        is_sum = node.operation == "sum"
        way = Direction.UP if is_sum else self._direction(node)
        region = _Region(program, self._arithmetic, self, node.name, span(node, way))
        index, result = region._symbols[node.name], region.place(body)
        combine = self._operations.multiply
        if is_sum:
            combine = self._operations.spread(self._arithmetic.add)
        is_ordered = not (is_sum or shape.is_scalar)

        def loop(first: Value, last: Value) -> Value:
            start, end = whole_number(first, "a limit"), whole_number(last, "a limit")
            if abs(end - start) > _MAX_TERMS:
                raise OverBudget(f"a {node.operation} of more than {_MAX_TERMS} terms")
            total: Value = None
            for step in steps_of(
                way, start, end, is_ordered=is_ordered, either_way=program.either_way
            ):
                program.slots[index] = fmpq(step)
                program.execute(region)
                value = program.slots[result]
                if isinstance(value, ArithmeticError):
                    raise value
                total = value if total is None else combine(total, value)
            return empty(shape, program.world.point, is_sum) if total is None else total

        return loop

    def _direction(self, node: Node) -> Direction:
        program, (body, first, last) = self._program, node.children
        way = direction(
            first,
            last,
            spans=self._spans,
            symbols=program.symbols,
            conditions=program.conditions,
        )
        if way is Direction.OPEN and not program.shapes[id(body)].is_scalar:
            raise Unsupported("a product of matrices whose direction is not known")
        return way

    def _average(self, node: Node) -> Callable[[], Value]:
        program, name = self._program, node.name
        arithmetic = program.averages.arithmetic(self._arithmetic)
        region = _Region(program, arithmetic, self, name)
        variable, result = region._symbols[name], region.place(node.children[0])

        def run(value: Value) -> Value:
            program.slots[variable] = value
            program.execute(region)
            result_value = program.slots[result]
            if isinstance(result_value, ArithmeticError):
                raise result_value
            return result_value

        domain = program.symbols[name]

        def average() -> Value:
            return program.averages.take(node.operation, domain, run, program.world)

        is_constant = not free_symbols(node) and not program.averages.is_random
        return _once(average) if is_constant and not self._has_sizes(node) else average

    def _has_sizes(self, root: Node) -> bool:
        """Return whether something is averaged over vectors, whose size may vary."""
        symbols = self._program.symbols
        return any(
            bool(symbols[node.name].dimensions)
            for node in postorder(root)
            if node.operation in AVERAGES
        )

    def _new_slot(self) -> int:
        self._program.slots.append(None)
        return len(self._program.slots) - 1


def _once(constant: Callable[[], Value]) -> Callable[[], Value]:
    """Return a function that computes a constant once in each precision."""
    known: dict[int, Value] = {}

    def value() -> Value:
        if ctx.prec not in known:
            known[ctx.prec] = constant()
        return known[ctx.prec]

    return value


def _is_squared_norm(node: Node) -> bool:
    """Return whether a node is ‖v‖ to an even power, which is a polynomial."""
    if node.operation != "pow":
        return False
    base, exponent = node.children
    if base.operation != "norm" or exponent.operation != "rational":
        return False
    value = exponent.fraction()
    return value > 0 and value.denominator == 1 and value.numerator % 2 == 0
