"""Names in LaTeX: Greek letters, subscripts, words."""

from __future__ import annotations

import re

__all__ = ["name_and_subscripts", "symbol_name", "word"]

_GREEK = frozenset(
    {
        "Delta", "Gamma", "Lambda", "Omega", "Phi", "Pi", "Psi", "Sigma", "Theta", "Upsilon", "Xi",
        "alpha", "beta", "chi", "delta", "epsilon", "eta", "gamma", "iota", "kappa", "lambda",
        "mu", "nu", "omega", "phi", "pi", "psi", "rho", "sigma", "tau", "theta", "upsilon", "xi",
        "zeta",
    }
)  # fmt: skip
#: What code calls a letter: `lambda` is a keyword.
_SHORT = {"eps": "epsilon", "lam": "lambda"}
_GREEK_NAME = "|".join(sorted(_GREEK, key=len, reverse=True))
#: A letter, followed by what can only be its subscript: a digit or two, or one more letter.
_LETTER = re.compile(rf"({_GREEK_NAME}|[^\W\d_])([^\W\d_]|\d*)")


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
    return word(first, "mathrm"), subscripts


def word(name: str, command: str) -> str:
    """Return a word by one of LaTeX's commands for words, such as ``mathrm``."""
    letters = "".join(sign if sign.isalnum() else "?" for sign in name)
    return f"\\{command}{{{letters}}}"
