"""What is refused while parts of an assignment are made or changed."""

from __future__ import annotations

__all__ = ["AuthoringError"]


class AuthoringError(ValueError):
    """Something cannot be made or changed, and nothing was; says where, and the way out."""
