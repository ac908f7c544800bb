"""What numpy finds: values of trees in floating point, by another route than the engine's."""

from dataclasses import dataclass, field

import numpy as np
import pytest

from autograder.expression.domain import parse_domain
from autograder.expression.text import parse

_SCALARS = {
    "real": lambda rng: rng.normal() * 2,
    "positive": lambda rng: rng.gamma(2.0),
    "nonnegative": lambda rng: rng.gamma(2.0),
    "unit": lambda rng: rng.uniform(0.05, 0.95),
    "size": lambda rng: 1 + rng.gamma(2.0),
    "gaussian": lambda rng: rng.normal(),
    "integer": lambda rng: int(rng.integers(-4, 5)),
}
_FUNCTIONS = {
    "Abs": np.abs, "acos": np.arccos, "asin": np.arcsin, "asinh": np.arcsinh, "atan": np.arctan,
    "ceiling": np.ceil, "cos": np.cos, "cosh": np.cosh, "exp": np.exp, "floor": np.floor,
    "log": np.log, "Max": np.maximum, "Min": np.minimum, "sign": np.sign, "sin": np.sin,
    "sinh": np.sinh, "sqrt": np.sqrt, "tan": np.tan, "tanh": np.tanh,
}  # fmt: skip
_CONDITIONS = {
    "lt": np.less, "le": np.less_equal, "gt": np.greater, "ge": np.greater_equal,
    "eq": np.equal, "ne": np.not_equal,
}  # fmt: skip


@dataclass
class Oracle:
    """Random values for the symbols of a question, and values of expressions at them.

    Vectors are columns; whatever is 1×1 is a number.
    """

    symbols: dict
    rng: np.random.Generator
    sizes: dict
    values: dict = field(default_factory=dict)

    def value(self, tree):
        """Return a number or an array."""
        with np.errstate(all="ignore"):
            result = self._value(tree, {})
        return float(result) if np.ndim(result) == 0 else result

    def _draw(self, key, domain):
        if key not in self.values:
            self.values[key] = self._new(domain)
        return self.values[key]

    def _new(self, domain):
        if domain.is_function:
            shift = 5 if domain.kind == "positive_function" else 0
            return (shift, *self.rng.uniform(0.3, 1.2, 3))
        shape = [dimension.at(self.sizes) for dimension in domain.dimensions]
        if domain.kind == "index":
            return int(self.rng.integers(1, shape[0] + 1))
        if domain.kind in ("vector", "gaussian") and shape:
            return _scalar(self.rng.normal(size=(shape[0], 1)))
        if domain.kind == "matrix":
            return _scalar(self.rng.normal(size=shape))
        if domain.kind in ("symmetric", "posdef"):
            half = self.rng.normal(size=(shape[0], shape[0]))
            whole = half + half.T if domain.kind == "symmetric" else half @ half.T + np.eye(*shape)
            return _scalar(whole)
        return _SCALARS[domain.kind](self.rng)

    def _value(self, node, bound):
        operation, name = node.operation, node.name
        if operation in ("rational", "decimal"):
            return float(node.fraction())
        if operation == "constant":
            return {"pi": np.pi, "oo": np.inf}[name]
        if operation == "symbol":
            if name in bound:
                return bound[name]
            if name in self.sizes:
                return self.sizes[name]
            return self._draw(name, self.symbols[name])
        if operation in ("sum", "product"):
            return self._loop(node, bound)
        if operation == "E":
            return self._expectation(node, bound)
        if operation == "item" and self.symbols.get(node.children[0].name) is not None:
            domain = self.symbols[node.children[0].name]
            if domain.item:
                index = int(self._value(node.children[1], bound))
                return self._draw((node.children[0].name, index), domain.item)
        if operation == "apply":
            return self._apply(node, bound)
        arguments = [self._value(child, bound) for child in node.children]
        if operation == "call":
            return _call(name, arguments)
        if operation == "matrix":
            rows, columns = map(int, name.split(","))
            return _scalar(np.reshape(arguments, (rows, columns)).astype(float))
        return _scalar(_OPERATIONS[operation](*arguments))

    def _loop(self, node, bound):
        first, last = (int(self._value(limit, bound)) for limit in node.children[1:])
        indices = range(first, last + 1)
        if node.operation == "product" and first > last + 1:
            indices = range(first, last - 1, -1)
        terms = [self._value(node.children[0], {**bound, node.name: i}) for i in indices]
        if node.operation == "sum":
            return sum(terms)
        total = terms[0] if terms else 1.0
        for term in terms[1:]:
            total = _times(total, term)
        return total

    def _expectation(self, node, bound):
        """Integrate by Simpson's rule, or by Gauss–Hermite's on a grid in several dimensions."""
        domain = self.symbols[node.name]
        size = domain.dimensions[0].at(self.sizes) if domain.dimensions else 1
        if size == 1:
            nodes = np.linspace(-12, 12, 1201)
            weights = np.exp(-(nodes**2) / 2) * np.where(np.arange(1201) % 2, 4, 2)
        else:
            nodes, weights = np.polynomial.hermite_e.hermegauss(40)
        weights = weights / weights.sum()
        total = 0.0
        for position in np.ndindex(*[len(nodes)] * size):
            point = _scalar(nodes[list(position)].reshape(size, 1))
            weight = np.prod(weights[list(position)])
            total = total + weight * self._value(node.children[0], {**bound, node.name: point})
        return total

    def _apply(self, node, bound):
        function, order = node.children[0], 0
        while function.operation == "D":
            function, order = function.children[0], order + 1
        shift, slope, frequency, phase = self._draw(function.name, self.symbols[function.name])
        x = self._value(node.children[1], bound)
        wave = frequency**order * np.sin(frequency * x + phase + order * np.pi / 2)
        if shift:
            return wave + (shift if order == 0 else 0)
        return wave + (slope * x if order == 0 else slope if order == 1 else 0)


def _scalar(value):
    return value.item() if np.size(value) == 1 and np.ndim(value) else value


def _column(value):
    return np.atleast_2d(value)


def _times(left, right):
    if np.ndim(left) and np.ndim(right):
        return _scalar(left @ right)
    return left * right


def _call(name, arguments):
    if name == "factorial":
        return float(np.prod(np.arange(1, int(arguments[0]) + 1)))
    if name == "binomial":
        n, k = map(int, arguments)
        return float(np.prod([(n - i) / (i + 1) for i in range(k)])) if k >= 0 else 0.0
    function = _FUNCTIONS[name]
    total = arguments[0]
    if len(arguments) == 1:
        return function(total)
    for argument in arguments[1:]:
        total = function(total, argument)
    return total


def _softmax(values, axis):
    weights = np.exp(_column(values))
    return weights / weights.sum(axis=axis, keepdims=True)


def _cases(*cases):
    return next(value for value, holds in zip(cases[::2], cases[1::2], strict=True) if holds)


def _reduce(function):
    def reduced(*arguments):
        total = arguments[0]
        for argument in arguments[1:]:
            total = function(total, argument)
        return total

    return reduced


_OPERATIONS = {
    **_CONDITIONS,
    "add": _reduce(lambda x, y: x + y),
    "and": lambda *conditions: all(conditions),
    "det": lambda x: np.linalg.det(_column(x)),
    "diag": lambda x: np.diag(np.ravel(x)),
    "div": lambda x, y: x / y,
    "eye": lambda n: np.eye(int(n)),
    "false": lambda: False,
    "hadamard": lambda x, y: x * y,
    "inv": lambda x: np.linalg.inv(_column(x)),
    "item": lambda x, i, j=1: x[(0, int(i) - 1) if len(x) == 1 else (int(i) - 1, int(j) - 1)],
    "lambda_max": lambda x: np.linalg.eigvalsh(_column(x))[-1],
    "maxabs": lambda x: np.abs(x).max(),
    "mul": _reduce(_times),
    "neg": lambda x: -x,
    "norm": lambda x: np.sqrt(np.sum(np.square(x))),
    "norm2": lambda x: np.linalg.norm(_column(x), 2),
    "not": lambda x: not x,
    "ones": lambda n, m=1: np.ones((int(n), int(m))),
    "or": lambda *conditions: any(conditions),
    "piecewise": _cases,
    "pow": lambda x, y: np.power(x + 0.0, y),
    "softmax_col": lambda x: _softmax(x, 0),
    "softmax_row": lambda x: _softmax(x, 1),
    "T": np.transpose,
    "trace": lambda x: np.trace(_column(x)),
    "true": lambda: True,
    "zeros": lambda n, m=1: np.zeros((int(n), int(m))),
}  # fmt: skip


@pytest.fixture(scope="session")
def make_oracle():
    """Return what makes an oracle."""

    def make(symbols, sizes, seed):
        return Oracle(symbols, np.random.default_rng(seed), sizes)

    return make


@pytest.fixture(scope="session")
def read():
    """Return what reads domains and expressions with them."""

    def read_texts(symbols, *texts):
        domains = {name: parse_domain(text) for name, text in symbols.items()}
        return domains, *(parse(text, domains) for text in texts)

    return read_texts
