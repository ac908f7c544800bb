"""Writes how an answer was understood: on one line as Python would have it, and as LaTeX."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from .listed import listed
from .setting import Setting
from .term import Term, postorder

__all__ = ["plain", "typeset"]

_SUM, _NEGATION, _PRODUCT, _POWER, _ATOM = range(5)
_SIGNS: Mapping[str, str] = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!="}

#: A text with how tightly its outermost operation binds.
_Text = tuple[str, int]


def plain(root: Term) -> str:
    """Return a term on one line, in the words of `notation`."""
    done: list[_Text] = []
    for term in postorder(root):
        count = len(term.children)
        children = done[len(done) - count :]
        if count:
            del done[-count:]
        done.append(_plain(term, children))
    return done[0][0]


def _level_of_number(name: str) -> int:
    """A fraction is bound as a quotient is, and what is below zero as its sign is."""
    if name.startswith("-"):
        return _NEGATION
    return _PRODUCT if "/" in name else _ATOM


def _at(text: _Text, level: int) -> str:
    return text[0] if text[1] >= level else f"({text[0]})"


def _plain(term: Term, children: Sequence[_Text]) -> _Text:
    operation, name = term.operation, term.name
    if operation in ("rational", "decimal"):
        return name, _level_of_number(name)
    if operation in ("symbol", "function", "constant"):
        return name, _ATOM
    if operation == "true":
        return "True", _ATOM
    if operation == "add":
        return _sum(children), _SUM
    if operation == "neg":
        return f"-{_at(children[0], _PRODUCT)}", _NEGATION
    if operation == "mul":
        first, *others = children
        parts = [_at(first, _PRODUCT), *(_at(one, _PRODUCT) for one in others)]
        return "*".join(parts), _PRODUCT
    if operation == "div":
        return f"{_at(children[0], _PRODUCT)}/{_at(children[1], _POWER)}", _PRODUCT
    if operation == "pow":
        return f"{_at(children[0], _ATOM)}**{_at(children[1], _ATOM)}", _POWER
    if operation == "T":
        return f"{_at(children[0], _ATOM)}.T", _ATOM
    if operation == "item":
        inside = ", ".join(text for text, _ in children[1:])
        return f"{_at(children[0], _ATOM)}[{inside}]", _ATOM
    if operation == "apply":
        return f"{children[0][0]}({children[1][0]})", _ATOM
    if operation in ("sum", "product"):
        inside, start, end = (text for text, _ in children)
        word = "Sum" if operation == "sum" else "Product"
        return f"{word}({inside}, ({name}, {start}, {end}))", _ATOM
    if operation in ("E", "integral"):
        over = "" if name == "_" else f", {name}"
        return f"{operation}({children[0][0]}{over})", _ATOM
    if operation in _SIGNS:
        return f"{children[0][0]} {_SIGNS[operation]} {children[1][0]}", _SUM
    return _called(term, children), _ATOM


def _sum(children: Sequence[_Text]) -> str:
    text = _at(children[0], _SUM)
    for child in children[1:]:
        inner = _at(child, _NEGATION)
        text += f" - {inner[1:]}" if child[1] == _NEGATION else f" + {inner}"
    return text


def _called(term: Term, children: Sequence[_Text]) -> str:
    texts = [text for text, _ in children]
    if term.operation == "matrix":
        columns = int(term.name.split(",")[1])
        rows = [texts[k : k + columns] for k in range(0, len(texts), columns)]
        return "Matrix([" + ", ".join(f"[{', '.join(row)}]" for row in rows) + "])"
    if term.operation == "piecewise":
        pairs = zip(texts[::2], texts[1::2], strict=True)
        return (
            "Piecewise(" + ", ".join(f"({value}, {condition})" for value, condition in pairs) + ")"
        )
    word = term.name if term.operation == "call" else term.operation
    return f"{word}({', '.join(texts)})" if texts else word


# ------------------------------------------------------------------------------- LaTeX


def typeset(root: Term, setting: Setting) -> str:
    """Return a term as LaTeX in the question's notation, with all brackets that it takes."""
    tex = {one.name: one.tex[0] for one in setting.symbols if one.tex}
    done: list[_Text] = []
    for term in postorder(root):
        count = len(term.children)
        children = done[len(done) - count :]
        if count:
            del done[-count:]
        done.append(_set(term, children, tex))
    return done[0][0]


def _set_number(name: str) -> _Text:
    above, slash, below = name.removeprefix("-").partition("/")
    sign = "-" if name.startswith("-") else ""
    text, level = (rf"\frac{{{above}}}{{{below}}}", _POWER) if slash else (above, _ATOM)
    return sign + text, _NEGATION if sign else level


def _round(text: _Text, level: int) -> str:
    return text[0] if text[1] >= level else rf"\left({text[0]}\right)"


_LETTERS = frozenset(
    listed(
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho "
        "sigma tau upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi "
        "Psi Omega"
    )
)
_FUNCTIONS = frozenset(listed("exp log sin cos tan cot sec csc sinh cosh tanh coth"))
_OPERATORS: Mapping[str, str] = {
    "trace": r"\operatorname{tr}", "det": r"\det", "diag": r"\operatorname{diag}",
    "lambda_max": r"\lambda_{\max}", "softmax_row": r"\operatorname{softmax}_{\mathrm{row}}",
    "softmax_col": r"\operatorname{softmax}_{\mathrm{col}}", "Max": r"\max", "Min": r"\min",
    "maxabs": r"\operatorname{maxabs}",
}  # fmt: skip
_FENCES: Mapping[str, tuple[str, str]] = {
    "norm": (r"\left\|", r"\right\|"), "norm2": (r"\left\|", r"\right\|"),
    "Abs": (r"\left|", r"\right|"), "floor": (r"\left\lfloor ", r"\right\rfloor"),
    "ceiling": (r"\left\lceil ", r"\right\rceil"), "sqrt": (r"\sqrt{", "}"),
}  # fmt: skip


def _letter(name: str) -> str:
    base = name.rstrip("_")
    if base in _LETTERS:
        return f"\\{base}"
    return base if len(base) == 1 else rf"\mathrm{{{base}}}"


def _set(term: Term, children: Sequence[_Text], tex: Mapping[str, str]) -> _Text:
    operation, name = term.operation, term.name
    if operation in ("symbol", "function"):
        written = tex.get(name) or _letter(name)
        return written, _ATOM if _takes_scripts(written) else _POWER
    if operation in ("rational", "decimal"):
        return _set_number(name)
    if operation == "constant":
        return {"pi": r"\pi", "oo": r"\infty"}.get(name, name), _ATOM
    if operation == "add":
        return _sum_of(children), _SUM
    if operation == "neg":
        return f"-{_round(children[0], _PRODUCT)}", _NEGATION
    if operation == "mul":
        return _product(term, children), _PRODUCT
    if operation == "hadamard":
        return rf"{_round(children[0], _POWER)}\odot {_round(children[1], _POWER)}", _NEGATION
    if operation == "div":
        return rf"\frac{{{children[0][0]}}}{{{children[1][0]}}}", _POWER
    if operation == "pow":
        return f"{_round(children[0], _ATOM)}^{{{children[1][0]}}}", _POWER
    if operation in ("T", "inv"):
        sign = r"\top" if operation == "T" else "-1"
        return f"{_round(children[0], _ATOM)}^{{{sign}}}", _POWER
    if operation == "item":
        return _item(term, children, tex), _POWER
    if operation == "apply":
        return rf"{children[0][0]}\left({children[1][0]}\right)", _POWER
    if operation == "D":
        return f"{children[0][0]}'", _ATOM
    if operation in ("sum", "product"):
        sign = r"\sum" if operation == "sum" else r"\prod"
        body, first, last = children
        return rf"{sign}_{{{_letter(name)}={first[0]}}}^{{{last[0]}}}{_round(body, _PRODUCT)}", _SUM
    if operation in ("E", "integral"):
        return _over(operation, name, children[0][0], tex), _ATOM
    word = name if operation == "call" else operation
    if word in _FENCES:
        left, right = _FENCES[word]
        return f"{left}{children[0][0]}{right}", _ATOM
    if operation in ("eye", "ones", "zeros"):
        sizes = r"\times ".join(text for text, _ in children)
        return {"eye": "I", "ones": r"\mathbf{1}", "zeros": r"\mathbf{0}"}[operation] + (
            f"_{{{sizes}}}" if sizes else ""
        ), _ATOM
    return _function(word, term, children), _POWER


def _sum_of(children: Sequence[_Text]) -> str:
    text = _round(children[0], _NEGATION)
    for child in children[1:]:
        inner = _round(child, _NEGATION)
        text += inner if child[1] == _NEGATION and inner.startswith("-") else f"+{inner}"
    return text


def _product(term: Term, children: Sequence[_Text]) -> str:
    parts = [
        _round(child, _PRODUCT if place == 0 else _POWER) for place, child in enumerate(children)
    ]
    text = parts[0]
    for before, child, part in zip(term.children, term.children[1:], parts[1:], strict=False):
        numbers = child.operation in ("rational", "decimal") or part[:1].isdigit()
        is_apart = numbers or before.operation in ("sum", "product", "E", "call", "apply")
        text += rf" \cdot {part}" if is_apart else f" {part}"
    return text


#: The place of the index in a sequence's notation.
_HOLE = re.compile(r"_\{([A-Za-z])\}|\^\{\(?([A-Za-z])\)?\}")


def _takes_scripts(written: str) -> bool:
    """Return whether a notation can have something above it that it has not yet."""
    return "^" not in written and "'" not in written and not written.endswith("]")


def _item(term: Term, children: Sequence[_Text], tex: Mapping[str, str]) -> str:
    whole, *indices = children
    written = tex.get(term.children[0].name, "") if term.children[0].operation == "symbol" else ""
    inside = ",".join(text for text, _ in indices)
    hole = _HOLE.search(written)
    if hole and len(indices) == 1:
        letter = hole[1] or hole[2]
        return re.sub(
            rf"\{{{letter}([+-]\d+)?\}}", lambda place: f"{{{inside}{place[1] or ''}}}", written
        )
    return rf"\left({whole[0]}\right)_{{{inside}}}" if whole[1] < _ATOM or "_" in whole[0] else (
        f"{whole[0]}_{{{inside}}}"
    )  # fmt: skip


def _over(operation: str, name: str, body: str, tex: Mapping[str, str]) -> str:
    variable = tex.get(name) or _letter(name)
    if operation == "integral":
        return rf"\int {body}\,\mathrm{{d}}{variable}"
    below = "" if name == "_" else f"_{{{variable}}}"
    return rf"\mathbb{{E}}{below}\left[{body}\right]"


def _function(word: str, term: Term, children: Sequence[_Text]) -> str:
    texts = [text for text, _ in children]
    if term.operation == "matrix":
        columns = int(term.name.split(",")[1])
        rows = [" & ".join(texts[k : k + columns]) for k in range(0, len(texts), columns)]
        return r"\begin{pmatrix}" + r" \\ ".join(rows) + r"\end{pmatrix}"
    if term.operation == "piecewise":
        cases = [
            f"{value} & {condition}"
            for value, condition in zip(texts[::2], texts[1::2], strict=True)
        ]
        return r"\begin{cases}" + r" \\ ".join(cases) + r"\end{cases}"
    if word == "binomial":
        return rf"\binom{{{texts[0]}}}{{{texts[1]}}}"
    if word == "Mod":
        return rf"\left({texts[0]} \bmod {_round(children[1], _ATOM)}\right)"
    if word == "factorial":
        return rf"{_round(children[0], _ATOM)}!"
    if word in _SIGNS:
        return {"le": r"\le ", "ge": r"\ge ", "ne": r"\ne ", "lt": "<", "gt": ">", "eq": "="}[
            word
        ].join(texts)
    if word == "true":
        return r"\text{otherwise}"
    if word in _FUNCTIONS:
        return rf"\{word}\left({texts[0]}\right)"
    command = _OPERATORS.get(word) or rf"\operatorname{{{word}}}"
    return rf"{command}\left({', '.join(texts)}\right)"
