"""Who is in a class, as downloads and rosters say."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Person"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person of a class. All of it is text, also what looks like a number.

    Args:
        name: As the platform writes it.
        email: Their e-mail address.
        sid: The university's number of a student.
        username: What they sign in with.
        platform_id: The platform's own number for them, such as Canvas' user id or Moodle's
            participant id.
        sections: The sections of the course that they are in.
    """

    name: str = ""
    email: str = ""
    sid: str = ""
    username: str = ""
    platform_id: str = ""
    sections: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """What nobody else is called by, as far as it is known: their name is none of these."""
        known = (self.email, self.sid, self.username, self.platform_id)
        return tuple(filter(None, known))

    @property
    def key(self) -> str:
        """What they are called by in files: the first of these that is known."""
        return next(iter(self.ids), self.name)
