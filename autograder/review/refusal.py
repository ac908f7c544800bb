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
    """What was asked for goes by a state that is no more; nothing has changed.

    Args:
        text: What has happened, and the way out.
        run: Whether it is the class that is another by now.
    """

    status = 409

    def __init__(self, text: str, *, run: bool = False) -> None:
        super().__init__(text)
        self.run = run
