"""What a search ends with, or keeps after each step, decoded by hand: how it is judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from autograder.rubric import Clauses, Line, Verdict, earned, lost, partial

from .hypotheses import Hypothesis, NotSequences, read_hypotheses, read_steps

__all__ = ["Decoded", "Frontier"]

# Log-likelihoods that are added up in doubles lie a little beside the decimals.
_TOLERANCE = Fraction(1, 100) + Fraction(1, 10**9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The hypotheses that a search ends with: credit for each sequence and for each score.

    A score is right within 0.01. It counts beside its own sequence; beside a wrong sequence it
    counts if it is one that is still looked for. The order is named and costs nothing. Each
    sequence more than there are takes away as much as a score earns, whichever it is.

    Args:
        sequence: What each sequence is worth in relation to a score.
        score: What each score is worth.
    """

    sequence: int
    score: int

    def check(self, line: Line) -> Verdict:
        """Match the hypotheses with the reference's."""
        expected = read_hypotheses(line.reference.call())
        answer = line.submitted.call()
        try:
            submitted = read_hypotheses(answer)
        except NotSequences as reason:
            return lost(f"The answer could not be read: {reason}.", notes=("unreadable",))
        clauses = Clauses({"sequence": self.sequence, "log-likelihood": self.score})
        outcomes = {
            "sequence": _sequences_verdict(expected, submitted),
            "log-likelihood": _scores_verdict(expected, submitted),
        }
        further = max(0, len(submitted) - len(expected))
        taken = further * clauses.share("log-likelihood") / len(expected)
        verdict = clauses.combine(outcomes)
        return _less(verdict, taken, _counted(len(expected), "sequence")) if further else verdict


@dataclass(frozen=True, slots=True)
class Frontier:
    """The hypotheses that are kept after each step, in any order; the same credit for each step.

    Scores beside them are not looked at. Each step more than there are takes away half of what a
    step earns.
    """

    def check(self, line: Line) -> Verdict:
        """Compare the sets of hypotheses."""
        expected = read_steps(line.reference.call())
        try:
            submitted = read_steps(line.submitted.call())
        except NotSequences as reason:
            return lost(f"The answer could not be read: {reason}.", notes=("unreadable",))
        outcomes = {
            f"step {number}": earned() if kept in submitted else _wrong_step(number, submitted)
            for number, kept in enumerate(expected, start=1)
        }
        verdict = Clauses(dict.fromkeys(outcomes, 1)).combine(outcomes)
        further = max(0, len(submitted) - len(expected))
        taken = Fraction(further, 2 * len(expected))
        return _less(verdict, taken, _counted(len(expected), "step")) if further else verdict


def _sequences_verdict(expected: Sequence[Hypothesis], submitted: Sequence[Hypothesis]) -> Verdict:
    wanted = [hypothesis.words for hypothesis in expected]
    given = list(dict.fromkeys(hypothesis.words for hypothesis in submitted))
    right = [words for words in given if words in wanted]
    if len(right) == len(wanted):
        if right == wanted:
            return earned()
        return earned("The most likely sequence comes last; here the order does not count.",
                      notes=("order",))  # fmt: skip
    wrong = " ".join(
        f"{Hypothesis(words)} is not what this search ends with."
        for words in given
        if words not in wanted
    )
    share = Fraction(len(right), len(wanted))
    return partial(share, _rated(len(right), len(wanted), wrong), notes=("sequences",))


def _less(verdict: Verdict, taken: Fraction, wanted: str) -> Verdict:
    """Return the verdict on an answer that has more than was asked for."""
    taken = min(taken, Fraction(1))
    text = f"Expected {wanted}: what is more takes away {{points:{taken}}}."
    return partial(
        max(Fraction(0), verdict.share - taken),
        f"{verdict.message}\n{text}".strip(),
        notes=("too many", *verdict.notes),
    )


def _scores_verdict(expected: Sequence[Hypothesis], submitted: Sequence[Hypothesis]) -> Verdict:
    scores = {hypothesis.words: hypothesis.score for hypothesis in submitted}
    wanted = [hypothesis.words for hypothesis in expected]
    right = sum(_is_close(h.score, scores.get(h.words)) for h in expected)
    looked_for = [h.score for h in expected if h.words not in scores]
    for hypothesis in submitted:
        if hypothesis.words not in wanted:
            found = next((s for s in looked_for if _is_close(s, hypothesis.score)), None)
            if found is not None:
                looked_for.remove(found)
                right += 1
    if right == len(expected):
        return earned()
    if all(hypothesis.score is None for hypothesis in submitted):
        return lost("None is given.", notes=("log-likelihoods",))
    share = Fraction(right, len(expected))
    return partial(share, _rated(right, len(expected), ""), notes=("log-likelihoods",))


def _is_close(expected: Fraction | None, given: Fraction | None) -> bool:
    return expected is not None and given is not None and abs(expected - given) <= _TOLERANCE


def _wrong_step(number: int, submitted: Sequence[frozenset[tuple[str, ...]]]) -> Verdict:
    given = [kept for kept in submitted if kept and all(len(words) == number for words in kept)]
    if not given:
        return lost(
            f"There is no list of hypotheses of {_counted(number, 'word')} (after <BOS>): write "
            "each one from its beginning.",
            notes=("no step",),
        )
    return lost("These are not the hypotheses that are kept.", notes=("hypotheses",))


def _rated(right: int, total: int, remark: str) -> str:
    counted = "It is not right." if total == 1 else f"{right} of {total} are right."
    return f"{counted} {remark}".rstrip()


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}"
