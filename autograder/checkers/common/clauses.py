"""Shares of a line: what each of its clauses earns, and how their outcomes add up."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from autograder.verdict import State, Verdict, lost, partial, pending

from .line import Unanswered, names

__all__ = ["Clauses", "outcome", "without_worth"]


@dataclass(frozen=True, slots=True)
class Clauses:
    """What a line promises, clause by clause: the only place where fractions come from.

        Clauses({"values": 2, "ties": 1, "one batched call": 1})

    Args:
        weights: The clauses by their names, which the student reads, with what each is worth in
            relation to the others.
    """

    weights: Mapping[str, int]

    def __post_init__(self) -> None:
        if not self.weights or min(self.weights.values()) <= 0:
            raise ValueError("every clause has a positive weight, and there is at least one")

    def require(self, known: Collection[str]) -> None:
        """Refuse clauses that a checker does not know.

        Raises:
            ValueError: There is such a clause.
        """
        unknown = [name for name in self.weights if name not in known]
        if unknown:
            raise ValueError(f"no clause {names(unknown)} here: there is {names(list(known))}")

    def share(self, name: str) -> Fraction:
        """Return the part of the line that one clause is worth.

        Raises:
            KeyError: There is no such clause.
        """
        return Fraction(self.weights[name], sum(self.weights.values()))

    def judge(self, checks: Mapping[str, Callable[[], Verdict]]) -> Verdict:
        """Run the check of every clause; a missing answer costs the clause that asked for it."""
        return self.combine({name: outcome(checks[name]) for name in self.weights})

    def combine(self, outcomes: Mapping[str, Verdict]) -> Verdict:
        """Add up what the clauses earn; the message says of each how much, and why not all.

        Where one of them is ours, the line is.
        """
        verdicts = {name: outcomes[name] for name in self.weights}
        ours = {name: verdict for name, verdict in verdicts.items() if verdict.state.ours}
        if ours:
            review = "\n".join(f"{name}: {verdict.review}" for name, verdict in ours.items())
            return pending(review, state=next(iter(ours.values())).state)
        share = sum(self.share(name) * verdict.share for name, verdict in verdicts.items())
        notes = tuple(dict.fromkeys(note for v in verdicts.values() for note in v.notes))
        review = "\n".join(v.review for v in verdicts.values() if v.review)
        if share == 0:
            states = {verdict.state for verdict in verdicts.values()}
            state = states.pop() if len(states) == 1 else State.FAILED
            return lost(self._message(verdicts), state=state, notes=notes, review=review)
        return partial(share, self._message(verdicts), notes=notes, review=review)

    def _message(self, verdicts: Mapping[str, Verdict]) -> str:
        unanswered = [v.message for v in verdicts.values() if "unanswered" in v.notes]
        if unanswered and not any(verdict.share for verdict in verdicts.values()):
            return unanswered[0]
        texts = list(dict.fromkeys(verdict.message for verdict in verdicts.values()))
        if len(texts) == 1 and len({verdict.state for verdict in verdicts.values()}) == 1:
            return texts[0]
        groups: dict[tuple[str, str, str], list[str]] = {}
        for name, verdict in verdicts.items():
            # What is wrong with several clauses is said once; that they are earned, of each.
            apart = "" if verdict.message else name
            groups.setdefault((_end(verdict), _kind(verdict.message), apart), []).append(name)
        lines: list[str] = []
        said: set[str] = set()
        for (end, _, _), group in groups.items():
            worth = sum(map(self.share, group))
            share = sum(self.share(name) * verdicts[name].share for name in group)
            points = f"{{points:{share}}}" + (f" of {{points:{worth}}}" if share < worth else "")
            text = _unsaid(verdicts[group[0]].message, said)
            lines.append(f"{', '.join(group)}: {end} ({points}). {text}".rstrip())
        return "\n".join(lines)


def outcome(check: Callable[[], Verdict]) -> Verdict:
    """Return what a check says, or the verdict on an answer that is missing in it."""
    try:
        return check()
    except Unanswered as reason:
        return reason.verdict


def without_worth(message: str) -> str:
    """Return a message without what each clause is worth: where only a part of that is earned."""
    return _WORTH.sub("", message)


def _kind(message: str) -> str:
    """Return what a message says is wrong; with an example, whatever the numbers in it are."""
    plain, examples = _EXAMPLE.subn("", message)
    return _NUMBER.sub("#", plain) if examples else message


def _unsaid(message: str, said: set[str]) -> str:
    """Return a message without its first sentence, if that was said and it has another one."""
    first, _, rest = message.partition(". ")
    if rest and first in said:
        return rest
    said.add(first)
    return message


def _end(verdict: Verdict) -> str:
    ends = {0: "not earned", 1: "earned"}
    return ends[int(verdict.share)] if verdict.share in ends else "earned in part"


_WORTH = re.compile(r" \(\{points:[0-9/]+\}(?: of \{points:[0-9/]+\})?\)")
_NUMBER = re.compile(r"-?\d[\d.e+-]*")
_EXAMPLE = re.compile(r"\nFound with .*", re.DOTALL)
