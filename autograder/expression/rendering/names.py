"""Names in LaTeX: Greek letters, subscripts, functions."""

from __future__ import annotations

import re

__all__ = ["function_name", "name_and_subscripts", "symbol_name"]

_GREEK = frozenset(
    {
        "Delta", "Gamma", "Lambda", "Omega", "Phi", "Pi", "Psi", "Sigma", "Theta", "Upsilon", "Xi",
        "alpha", "beta", "chi", "delta", "epsilon", "eta", "gamma", "iota", "kappa", "lambda",
        "mu", "nu", "omega", "phi", "pi", "psi", "rho", "sigma", "tau", "theta", "upsilon", "xi",
        "zeta",
    }
)  # fmt: skip
#: Functions with a command of their own.
_COMMANDS = {
    "acos": r"\arccos", "asin": r"\arcsin", "atan": r"\arctan", "det": r"\det", "gamma": r"\Gamma",
    "lambda_max": r"\lambda_{\max}", "Max": r"\max", "Min": r"\min",
    "softmax_col": r"\operatorname{softmax}_{\mathrm{col}}",
    "softmax_row": r"\operatorname{softmax}_{\mathrm{row}}",
    "trace": r"\operatorname{tr}",
    **{
        name: rf"\{name}"
        for name in ("cos", "cosh", "cot", "coth", "csc", "exp", "log", "sec", "sin", "sinh",
                     "tan", "tanh")
    },
}  # fmt: skip
#: What code calls a letter: `lambda` is a keyword.
_SHORT = {"eps": "epsilon", "lam": "lambda"}
_GREEK_NAME = "|".join(sorted(_GREEK, key=len, reverse=True))
#: A letter, followed by what can only be its subscript: a digit or two, or one more letter.
_LETTER = re.compile(rf"({_GREEK_NAME}|[^\W\d_])([^\W\d_]|\d*)")


def function_name(name: str) -> str:
    """Return the name of a built-in function or operation."""
    return _COMMANDS.get(name) or _word(name, "operatorname")


def symbol_name(name: str) -> str:
    """Return the name of a symbol."""
    letter, subscripts = name_and_subscripts(name)
    return f"{letter}_{{{','.join(subscripts)}}}" if subscripts else letter


def name_and_subscripts(name: str) -> tuple[str, list[str]]:
    """Split a name: ``Wf`` is W with the subscript f, ``x_12`` is x with 12, ``r_hat`` is r̂."""
    first, *rest = [part for part in name.split("_") if part] or ["?"]
    if rest[:1] == ["hat"]:
        letter, subscripts = name_and_subscripts("_".join([first, *rest[1:]]))
        return rf"\hat{{{letter}}}", subscripts
    first = _SHORT.get(first, first)
    subscripts = [part if part.isdecimal() else symbol_name(part) for part in rest]
    if first in _GREEK:
        return f"\\{first}", subscripts
    if match := _LETTER.fullmatch(first):
        letter, subscript = match.groups()
        letter = f"\\{letter}" if letter in _GREEK else letter
        return letter, [subscript, *subscripts] if subscript else subscripts
    return _word(first, "mathrm"), subscripts


def _word(name: str, command: str) -> str:
    letters = "".join(sign if sign.isalnum() else "?" for sign in name)
    return f"\\{command}{{{letters}}}"
