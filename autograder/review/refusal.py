"""Why something is not done: a sentence for who asked, and the status of the answer."""

from __future__ import annotations

__all__ = ["NotThere", "Overtaken", "ReviewRefused"]


class ReviewRefused(ValueError):
    """Something that cannot be done as it was asked for; nothing has changed."""

    status = 400


class NotThere(ReviewRefused):
    """Something that the run does not have."""

    status = 404


class Overtaken(ReviewRefused):
    """What was asked for goes by a state that is no more; nothing has changed."""

    status = 409
