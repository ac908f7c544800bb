"""One spelling for mathematics in texts, so that an answer is found however it is written.

``diag(D(sigma)(h[t - 1]))``, ``diag(σ′(h_{t−1}))`` and TeX's way of it are the same in it.
"""

from __future__ import annotations

import re

__all__ = ["spelled"]

_LETTERS = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "λ": "lambda", "μ": "mu", "ρ": "rho", "σ": "sigma", "τ": "tau",
    "Δ": "delta", "Σ": "sum", "Π": "product", "√": "sqrt", "∑": "sum", "∏": "product",
    "′": "'", "−": "-", "·": "", "×": "", "⊙": "", "∗": "", "‖": "|", "≤": "<=", "≥": ">=",
    "⁰": "^0", "¹": "^1", "²": "^2", "³": "^3", "ᵀ": ".t", "ᵗ": "^t", "ᵈ": "^d",
}  # fmt: skip
_SPELLINGS = (
    (re.compile(r"\bD\((\w+)\)"), r"\1'"),
    (re.compile(r"\bT\((\w+)\)"), r"\1.t"),
    (re.compile(r"[A-Za-z_.]*\.(?=[A-Za-z_]+\()"), ""),  # of a module, as in sympy.exp(x)
    (re.compile(r"\\(?:mathrm|operatorname|mathbf|text|left|right|cdot|,|;)"), ""),
    (re.compile(r"\*\*"), "^"),
    (re.compile(r"\^\{?t\}?(?![a-z])", re.IGNORECASE), "^t"),
    (re.compile(r"[\s*@{}\\`]"), ""),
    (re.compile(r"_(?=[a-z0-9\[(-])"), ""),
    (re.compile(r"[\[\]]"), ""),
)


def spelled(text: str) -> str:
    """Bring a text to the one spelling."""
    text = "".join(_LETTERS.get(letter, letter) for letter in text)
    for pattern, spelling in _SPELLINGS:
        text = pattern.sub(spelling, text)
    return text.lower()
