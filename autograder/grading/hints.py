"""What to write instead, where Python or a library cannot do something with a symbol.

    >>> hint("TypeError", "cannot determine truth value of Relational: d < n")
    "A symbol has no value to compare. Use `Min`, `Max` or sympy's `Piecewise`."

The texts are those of Python, sympy, numpy and torch; one that changes costs its hint only.
"""

from __future__ import annotations

import re

__all__ = ["hint"]

_FUNCTIONS = "This function works on numbers. Use the one of `notation`, such as `exp` or `sqrt`."
_CALL = (
    "A symbol is no function. A parameter hides a function of its name: where one is called `T`, "
    "write a transpose as `A.T`."
)
_SUM = "A symbol cannot be run through. Write a sum as `Sum(body, (j, 1, n))`."
_METHOD = "Use the functions of `notation`, such as `norm(u)`; an inner product is `u.T*v`."

#: Beginnings of messages, as patterns.
_HINTS = (
    (r"unsupported operand type\(s\) for \^", "A power is written `**`."),
    (
        r"cannot determine truth value of Relational",
        "A symbol has no value to compare. Use `Min`, `Max` or sympy's `Piecewise`.",
    ),
    (r"Cannot convert \w+ to (float|int)|must be real number, not", _FUNCTIONS),
    (r"loop of ufunc does not support argument", _FUNCTIONS),
    (r"\w+\(\): argument '\w+' \(position \d+\) must be (Tensor|Number|float)", _FUNCTIONS),
    (r"'\w+' object cannot be interpreted as an integer", _SUM),
    (r"'\w+' object is not iterable", _SUM),
    (r"'(Symbol|Variable|Expression)' object is not callable", _CALL),
)


def hint(type_name: str, text: str) -> str:
    """Return what helps with an exception in a function that is called with symbols, or nothing."""
    if type_name == "AttributeError":
        return _METHOD if re.match(r"'(Expression|Variable)' object has no attribute", text) else ""
    if type_name != "TypeError":
        return ""
    return next((advice for pattern, advice in _HINTS if re.match(pattern, text)), "")
