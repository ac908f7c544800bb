"""How a symbol is written where its question does not say: a stand-in, to be replaced."""

from __future__ import annotations

__all__ = ["default_tex"]


def default_tex(name: str, domain: str = "real") -> tuple[str, ...]:
    """Return the notations of a symbol, the usual one first."""
    del domain
    return (name if len(name) == 1 else f"\\{name}",)
