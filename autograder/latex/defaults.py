r"""How symbols are usually written in LaTeX: ``beta`` as ``\beta``, ``s_hat`` as ``\hat{s}``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

__all__ = ["default_tex", "written"]

_GREEK = (
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
    "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi",
    "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi",
    "Omega", "varepsilon", "vartheta", "varphi", "varrho", "varsigma", "varpi", "ell", "nabla",
)  # fmt: skip
#: Names whose letter is written in several ways, or that are no LaTeX as they stand.
_LETTERS = {
    **{name: (f"\\{name}",) for name in _GREEK},
    **{name: (f"\\{name}", f"\\var{name}") for name in ("epsilon", "theta", "phi", "rho")},
    "eps": (r"\epsilon", r"\varepsilon"),
    "lam": (r"\lambda",),
    "lamda": (r"\lambda",),
    "Lam": (r"\Lambda",),
    "omicron": ("o",),
}
#: What stands over a letter.
_ACCENTS = {
    "hat": r"\hat",
    "tilde": r"\tilde",
    "bar": r"\bar",
    "vec": r"\vec",
    "dot": r"\dot",
    "ddot": r"\ddot",
}
_SUPERSCRIPTS = {"prime": "'", "star": r"^{*}"}
_NUMBERED = re.compile(r"([A-Za-z]+)(\d+)")


def default_tex(name: str, domain: str = "real") -> tuple[str, ...]:
    r"""Return how a symbol of that name is written, the usual way first.

    Args:
        name: A parameter of a question's function, such as ``theta_small``.
        domain: Where its values come from. A sequence has ``{i}`` where its index stands.
    """
    letter, *parts = [part for part in name.split("_") if part] or [name]
    if numbered := _NUMBERED.fullmatch(letter):
        letter, number = numbered.groups()
        parts.insert(0, number)
    accents = [part for part in parts if part in _ACCENTS]
    raised = [_SUPERSCRIPTS[part] for part in parts if part in _SUPERSCRIPTS]
    lowered = [_lowered(part) for part in parts if part not in (*_ACCENTS, *_SUPERSCRIPTS)]
    is_sequence = domain.startswith("sequence")
    below = _below([*lowered, "{i}"] if is_sequence else lowered)
    return tuple(
        _under(accents, form, is_sequence) + "".join(raised) + below for form in _forms(letter)
    )


def written(
    symbols: Mapping[str, str], given: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """Return how each symbol of a question is written: as it is said, else in the usual ways.

    A usual way that is also another symbol's is left out, unless it is the first of this one.

    Args:
        symbols: Names and domains.
        given: What the question says of some of them.
    """
    usual = {
        name: tuple(given.get(name, ())) or default_tex(name, domain)
        for name, domain in symbols.items()
    }
    said = {text for name in given for text in given[name]}
    first = {texts[0] for texts in usual.values()}
    return {
        name: texts
        if name in given
        else tuple(t for n, t in enumerate(texts) if not n or t not in said | first)
        for name, texts in usual.items()
    }


def _forms(letter: str) -> tuple[str, ...]:
    plain = letter if len(letter) == 1 else rf"\mathrm{{{letter}}}"
    return _LETTERS.get(letter, (plain,))


def _under(accents: Sequence[str], form: str, is_sequence: bool) -> str:
    for accent in accents:
        # A braced letter would be the place of a sequence's index.
        is_place = is_sequence and len(form) == 1
        form = f"{_ACCENTS[accent]} {form}" if is_place else f"{_ACCENTS[accent]}{{{form}}}"
    return form


def _lowered(part: str) -> str:
    return _LETTERS[part][0] if part in _LETTERS else part


def _below(lowered: Sequence[str]) -> str:
    if len(lowered) < 2:
        return "".join(f"_{{{part.strip('{}')}}}" for part in lowered)
    return f"_{{{','.join(lowered)}}}"
