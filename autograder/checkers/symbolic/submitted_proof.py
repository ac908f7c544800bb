"""A derivation as it was handed in: read, with what has no meaning in it, and judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from autograder.checkers.common.line import Line, Unanswered
from autograder.checkers.common.ref import Target
from autograder.checkers.common.restated import quotes, restated
from autograder.expression import render
from autograder.expression.budget import Budget
from autograder.expression.comparison.findings import Sameness
from autograder.expression.decide import Equality, Malformed, compare
from autograder.expression.derivation.chain import UNREAD, Chain, Link, Relation
from autograder.expression.derivation.facts import Fact
from autograder.expression.derivation.indices import with_indices
from autograder.expression.derivation.links import Judge
from autograder.expression.derivation.siblings import with_siblings
from autograder.expression.derivation.task import Task
from autograder.expression.derivation.theory import Theory
from autograder.expression.derivation.verdicts import Assessment, assess
from autograder.expression.premises import Premises
from autograder.expression.tree import Node, TreeError, free_symbols, from_wire
from autograder.sandbox.values import UnsupportedValue, WireExpression, type_name
from autograder.sandbox.values import WireDerivation as Steps
from autograder.verdict import Understood, Verdict, earned, lost, partial, pending

from .derivation_text import explained, reviewed, written
from .reading import stated

__all__ = [
    "BUDGET",
    "STEPS",
    "SubmittedProof",
    "ends_of",
    "judge_of",
    "quoted",
    "read_chain",
    "task_of",
]

#: What one comparison of two expressions may cost.
BUDGET = Budget(nodes=4_000, steps=2_000_000)
#: What all of them may cost together, in scalar operations.
STEPS = 30_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedProof:
    """A chain of steps, and what it is judged by.

    Args:
        chain: The steps.
        theory: The facts, with all symbols that the chain speaks of.
        judge: Decides steps.
        understood: How it was read.
        meaningless: What is said of the expressions that have no meaning, by their positions.
        of_lemmas: The same of each lemma.
        strangers: Symbols that are not the question's own.
        symbols: How the question's symbols are written, where the chain is in LaTeX.
    """

    chain: Chain
    theory: Theory
    judge: Judge
    understood: Understood
    meaningless: Mapping[int, str]
    of_lemmas: Sequence[Mapping[int, str]]
    strangers: Sequence[str]
    symbols: Mapping[str, str]

    @classmethod
    def read(
        cls, line: Line, theory: Theory, ends: Callable[[], Sequence[Node]] = tuple
    ) -> SubmittedProof:
        """Ask for the derivation.

        Args:
            line: Where it is an answer.
            theory: The facts.
            ends: Gives the expressions between which it may lead, the line's start first, for a
                chain that begins with the name of what the line is about.

        Raises:
            Unanswered: There is none.
        """
        chain = _over_what_is_random(_submitted(line), theory)
        own = with_indices(theory, chain)
        roots = [root for proof in (chain, *chain.lemmas) for root in proof.roots]
        whole = with_siblings(own, line.question.siblings, roots)
        judge = judge_of(whole, line)
        if chain.lemmas and chain.links[0].is_open:
            chain = _that_is_meant(chain, ends(), judge)
        # The line's start may be the answer to another line: nobody is shown it.
        understood = _understood(chain.without_start if chain.is_named else chain)
        if chain.is_named:
            chain = _begun(chain, ends(), judge)
        return cls(
            chain=chain,
            theory=whole,
            judge=judge,
            understood=understood,
            meaningless=_meaningless(chain, whole, line.seed),
            of_lemmas=[
                _meaningless(lemma, whole, line.seed, f" of lemma {number}")
                for number, lemma in enumerate(chain.lemmas, 1)
            ],
            strangers=sorted(whole.symbols.keys() - own.symbols.keys()),
            symbols={name: tex[0] for name, tex in line.question.tex.items() if tex},
        )

    @property
    def nothing(self) -> Verdict | None:
        """The verdict where there is no step, and no start that has a meaning."""
        if 0 in self.meaningless and not self.chain.links:
            return lost(self.meaningless[0], notes=("malformed",), understood=self.understood)
        return None

    def is_at(self, *roots: Node) -> bool:
        """Return whether it begins or ends at one of some expressions."""
        ends = {0, len(self.chain.links)} - self.meaningless.keys()
        return any(
            isinstance(self.judge.is_same(self.chain.roots[end], root), Sameness)
            for root in roots
            for end in ends
        )

    def verdict(self, task: Task, worth: Fraction = Fraction(1)) -> Verdict:
        """Return what it earns of a task that is worth so much."""
        assessment = assess(
            self.chain, task, self.theory, self.judge, self.meaningless, self.of_lemmas
        ).worth(worth)
        message = explained(
            assessment, self.theory, task.most_facts, strangers=self.strangers, symbols=self.symbols
        )
        return _verdict(assessment, message, self.understood)


def task_of(
    line: Line,
    *,
    start: Target | str,
    target: Target | str,
    relation: str,
    milestones: Sequence[Target | str | tuple[Target | str, ...]],
    most_facts: int,
) -> Task:
    """Return what is to be proved; arguments as for `Derivation`.

    Raises:
        TreeError: An end is the reference's, whose derivation cannot be read.
    """
    first, last = (stated(line, end) if end else None for end in (start, target))
    if first is None or last is None:
        chain = read_chain(line.reference.answer())
        if chain.unread:
            raise TreeError(f"the reference's derivation has {dict(chain.unread)}")
        first = chain.roots[0] if first is None else first
        last = chain.roots[-1] if last is None else last
    return Task(
        start=first,
        target=last,
        relation=Relation(relation),
        milestones=[
            [stated(line, form) for form in (forms if isinstance(forms, tuple) else (forms,))]
            for forms in milestones
        ],
        most_facts=most_facts,
    )


def ends_of(line: Line, task: Task, others: Sequence[Target | str]) -> list[Node]:
    """Return the ends that a chain may have: those of the task, start first, and others."""
    return [task.start, task.target, *(stated(line, form) for form in others)]


def quoted(line: Line, fact: Fact) -> Fact:
    """Return a fact with the answers to other lines that it quotes."""
    values = {
        name: restated(body, line) if isinstance(body, str) and quotes(body) else body
        for name, body in fact.values.items()
    }
    return replace(fact, values=values)


def judge_of(theory: Theory, line: Line) -> Judge:
    """Return what decides steps in a line."""
    decisions = line.decisions
    return Judge(theory, seed=line.seed, budget=BUDGET, steps=STEPS, decisions=decisions)


def read_chain(value: object) -> Chain:
    """Return a derivation that a worker sent.

    Raises:
        TypeError: It is none.
    """
    if not isinstance(value, Steps):
        raise TypeError
    return replace(_read(value), lemmas=tuple(map(_read, value.lemmas)))


def _read(proof: Steps) -> Chain:
    start, *roots = map(_root, (proof.start, *(step.expression for step in proof.steps)))
    links = (
        Link(
            Relation(step.relation),
            _node(root),
            step.facts,
            step.variable,
            () if proof.is_open else step.lemmas,
            is_open=proof.is_open,
        )
        for root, step in zip(roots, proof.steps, strict=True)
    )
    unread = {n: root for n, root in enumerate((start, *roots)) if isinstance(root, str)}
    return Chain(
        _node(start),
        tuple(links),
        unread=unread,
        is_named=proof.is_named,
        written=proof.written if len(proof.written) == len(proof.steps) + 1 else (),
    )


def _root(sent: WireExpression | UnsupportedValue) -> Node | str:
    """Read an expression, or say why it could not be read."""
    if isinstance(sent, UnsupportedValue):
        return sent.reason
    try:
        return from_wire(sent.rows)
    except TreeError as error:
        return str(error)


def _node(root: Node | str) -> Node:
    return UNREAD if isinstance(root, str) else root


def _submitted(line: Line) -> Chain:
    value = line.submitted.answer()
    try:
        return read_chain(value)
    except TypeError:
        pass
    if isinstance(value, UnsupportedValue) and value.reason:
        raise Unanswered(
            lost(f"The derivation could not be read: {value.reason}", notes=("unreadable",))
        )
    text = f"Expected a derivation, as in Derivation(…).equals(…), got `{type_name(value)}`."
    raise Unanswered(lost(text, notes=("unreadable",)))


def _that_is_meant(chain: Chain, ends: Sequence[Node], judge: Judge) -> Chain:
    """Return, of several chains, the one that leads between the line's ends; the others follow."""

    def at_ends(one: Chain) -> int:
        roots = [one.roots[place] for place in (0, -1) if place not in one.unread]
        same = [any(isinstance(judge.is_same(root, end), Sameness) for end in ends)
                for root in roots]  # fmt: skip
        return sum(same) + one.is_named

    chains = [replace(chain, lemmas=()), *chain.lemmas]
    meant = max(chains, key=at_ends)
    return replace(meant, lemmas=tuple(one for one in chains if one is not meant))


def _begun(chain: Chain, ends: Sequence[Node], judge: Judge) -> Chain:
    """Return a chain with the line's start in the place of a name, but where one follows it."""
    first = chain.links[0].root
    is_at_end = any(isinstance(judge.is_same(first, end), Sameness) for end in ends)
    # What has a name is no number; so the name stands for where a proof ends that begins with one.
    is_nameless = not ends or not free_symbols(ends[0])
    says_nothing = len(chain.links) > 1 and chain.links[0].relation is Relation.EQUAL
    if says_nothing and (is_at_end or is_nameless):
        return chain.without_start
    return chain.beginning_with(ends[is_nameless]) if len(ends) > 1 else chain


def _over_what_is_random(chain: Chain, theory: Theory) -> Chain:
    """Return a chain with E(…, g), where g is all that is random, as E(…)."""
    links = (replace(link, root=theory.over_everything(link.root)) for link in chain.links)
    lemmas = tuple(_over_what_is_random(lemma, theory) for lemma in chain.lemmas)
    start = theory.over_everything(chain.start)
    return replace(chain, start=start, links=tuple(links), lemmas=lemmas)


def _meaningless(chain: Chain, theory: Theory, seed: int, of: str = "") -> dict[int, str]:
    """Return the positions of the expressions without meaning, and what is said of them.

    ``of`` says which lemma it is, if it is one.
    """
    found = {}
    for position, root in enumerate(chain.roots):
        where = (f"step {position}" if position else "the start") + of
        if position in chain.unread:
            reason = chain.unread[position].rstrip(".")
            found[position] = f"In {where} is something that could not be read: {reason}."
        elif fault := _malformed(root, theory, seed):
            found[position] = f"In {where} is something that has no meaning here: {fault}"
    return found


def _malformed(root: Node, theory: Theory, seed: int) -> str:
    """Return why an expression has no meaning; empty where it has one."""
    plain = theory.without_averages(root)
    premises = Premises(theory.symbols, conditions=theory.conditions, seed=seed)
    outcome = compare(plain, plain, premises, budget=BUDGET)
    if isinstance(outcome, Malformed):
        is_over = outcome.error is not None and outcome.error.operation == "E"
        advice = " Write E(…) without a variable here." if is_over and theory.sampled else ""
        return f"{outcome.message.rstrip('.')}.{advice}"
    return "" if isinstance(outcome, Equality) else "it is too long to be read."


def _understood(chain: Chain) -> Understood:
    rows = []
    for number, lemma in enumerate(chain.lemmas, 1):
        rows += [rf"&\text{{lemma {number}:}}", *_rows(lemma)]
    rows += [r"&\text{proof:}"] if rows else []
    latex = r"\begin{aligned}" + r" \\ ".join([*rows, *_rows(chain)]) + r"\end{aligned}"
    return Understood("\n".join(written(chain)), latex)


def _rows(chain: Chain) -> list[str]:
    first, *others = (render.latex(root) for root in chain.roots)
    signs = (_LATEX_SIGNS[link.relation] for link in chain.links)
    return [f"&{first}", *(f"&{sign} {text}" for sign, text in zip(signs, others, strict=True))]


_LATEX_SIGNS = {
    Relation.EQUAL: "=",
    Relation.AT_MOST: r"\le",
    Relation.LESS: "<",
    Relation.AT_LEAST: r"\ge",
    Relation.GREATER: ">",
    Relation.TENDS: r"\to",
}


def _verdict(assessment: Assessment, message: str, understood: Understood) -> Verdict:
    if assessment.least != assessment.most:
        return pending("; ".join(assessment.reasons) or "undecided", understood=understood)
    understood = replace(understood, plain="")  # the message shows every step
    review = reviewed(assessment)
    if assessment.least == 1:
        return earned(message, understood=understood, review=review)
    notes = tuple(
        dict.fromkeys(link.fault.value for link in assessment.links if link.fault is not None)
    )
    if assessment.begins is False:
        notes = (*notes, "start")
    if assessment.ends is False:
        notes = (*notes, "target")
    return partial(assessment.least, message, notes=notes, understood=understood, review=review)
