"""A derivation: each step has to hold under the facts that it cites, and no others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from autograder.checkers.common.line import Line, Unanswered
from autograder.checkers.common.restated import quotes, restated
from autograder.checkers.common.target import Target
from autograder.expression import render
from autograder.expression.budget import Budget
from autograder.expression.comparison.findings import Sameness
from autograder.expression.decide import Equal, Malformed, compare
from autograder.expression.derivation.chain import UNREAD, Chain, Link, Relation
from autograder.expression.derivation.facts import Fact, Meaning
from autograder.expression.derivation.indices import with_indices
from autograder.expression.derivation.links import Judge
from autograder.expression.derivation.siblings import with_siblings
from autograder.expression.derivation.task import Task
from autograder.expression.derivation.theory import Theory
from autograder.expression.derivation.verdicts import Assessment, assess
from autograder.expression.premises import Premises
from autograder.expression.tree import Node, TreeError, from_wire
from autograder.sandbox.values import Derivation as Steps
from autograder.sandbox.values import Expression, Unsupported, type_name
from autograder.verdict import Understood, Verdict, earned, lost, partial, pending

from .derivation_text import explained, reviewed, written
from .misstated import Misstated
from .misstated_proof import misstated_derivation
from .symbolic import stated

__all__ = ["BUDGET", "STEPS", "Derivation", "Part", "judge_of", "read_chain"]

_Form = Target | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What people prove in the place of the whole.

    Args:
        start: Where it begins.
        target: Where it ends.
        share: What it earns; a beginning of it earns as much of that as one of the whole would.
        message: What the student is told is missing.
    """

    start: _Form
    target: _Form
    share: Fraction
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """A chain of steps from one expression to another.

    Start and target are those of the reference's derivation, which is one of the right answers.
    Where the line follows others, all texts may quote their answers, as in
    ``"norm2({1.2.jacobian: h[t]=h})"``; start and target do where the derivation goes on from them.

    Args:
        facts: What a step can cite, by the names that the question's docstring gives. Of facts
            about one symbol a later one is made of what the earlier one gives.
        milestones: Expressions on the way, each in one or several forms: a derivation that is not
            valid earns half of the share of them that its valid beginning or end reaches.
        relation: What is to be proved: ``"="``, ``"<="``, ``"<"``, ``">="``, ``">"`` or
            ``"->"``.
        given: Facts that hold without being cited.
        opaque: Operators of which nothing is known but what a fact says, with what they stand for.
        random: The symbols that ``E(...)`` is taken over.
        most_facts: How many facts one step may cite.
        start: Where it begins, if not where the reference's does.
        other_starts: Where it may begin as well, by another convention that the line accepts.
        target: Where it ends, if not where the reference's does.
        other_ends: Pairs of a start and a target that say the same in other words, such as the
            entries of two matrices.
        parts: Parts of the whole, for a chain that is at neither of its ends. Their milestones are
            forms of the whole's.
        contained: Facts that follow from others of the line, and so fail in no model of those.
        distractors: Facts for which a right derivation has no use.
        further: Other derivations of the reference's file, which need facts that its own one does
            not. These three are for `autograder check` alone, which asks that each fact is needed.
    """

    facts: Mapping[str, Fact] = field(default_factory=dict)
    milestones: Sequence[_Form | tuple[_Form, ...]] = ()
    relation: str = "="
    given: Sequence[Fact] = ()
    opaque: Mapping[str, Meaning] = field(default_factory=dict)
    random: tuple[str, ...] = ()
    most_facts: int = 1
    start: _Form = ""
    other_starts: Sequence[_Form] = ()
    target: _Form = ""
    other_ends: Sequence[tuple[_Form, _Form]] = ()
    parts: Sequence[Part] = ()
    contained: tuple[str, ...] = ()
    distractors: tuple[str, ...] = ()
    further: tuple[Target, ...] = ()

    def check(self, line: Line) -> Verdict:
        """Judge every step, and what the chain reaches."""
        theory = self.theory(line)
        chain = _over_what_is_random(_submitted(line), theory)
        own = with_indices(theory, chain)
        roots = [root for proof in (chain, *chain.lemmas) for root in proof.roots]
        theory = with_siblings(own, line.question.siblings, roots)
        understood = _understood(chain)
        meaningless = _meaningless(chain, theory, line.seed)
        of_lemmas = [
            _meaningless(lemma, theory, line.seed, f" of lemma {number}")
            for number, lemma in enumerate(chain.lemmas, 1)
        ]
        if 0 in meaningless and not chain.links:
            return lost(meaningless[0], notes=("malformed",), understood=understood)
        judge = judge_of(theory, line)
        ends = [chain.roots[n] for n in {0, len(chain.links)} - meaningless.keys()]
        task = self._task_between(ends, line, judge)
        strangers = sorted(theory.symbols.keys() - own.symbols.keys())

        def verdict_on(task: Task, worth: Fraction = Fraction(1)) -> Verdict:
            assessment = assess(chain, task, theory, judge, meaningless, of_lemmas).worth(worth)
            message = explained(assessment, theory, self.most_facts, strangers=strangers)
            return _verdict(assessment, message, understood)

        verdict = verdict_on(task)
        if verdict.share or verdict.state.ours:
            return verdict
        for part in self.parts:
            start, target = stated(line, part.start), stated(line, part.target)
            if _is_any(start, ends, judge) or _is_any(target, ends, judge):
                of_part = verdict_on(replace(task, start=start, target=target), part.share)
                if of_part.share:
                    text = f"{of_part.message}\n{part.message}"
                    return replace(of_part, message=text, notes=("part", *of_part.notes))
        return verdict

    def misstated(self, line: Line) -> Iterator[Misstated]:
        """Yield what of this cannot be read."""
        yield from misstated_derivation(self, line)

    def _task_between(self, ends: Sequence[Node], line: Line, judge: Judge) -> Task:
        """Return what is to be proved, between the ends that the chain has if they are accepted."""
        task = self.task(line)
        for form in self.other_starts:
            other = stated(line, form)
            if _is_any(other, ends, judge):
                return replace(task, start=other)
        for forms in self.other_ends:
            start, target = (stated(line, form) for form in forms)
            if _is_any(start, ends, judge) or _is_any(target, ends, judge):
                return replace(task, start=start, target=target)
        return task

    @property
    def forms(self) -> Iterator[_Form]:
        """Every expression that it states, but for those of its facts."""
        for forms in self.milestones:
            yield from forms if isinstance(forms, tuple) else (forms,)
        yield from (form for form in (self.start, self.target, *self.other_starts) if form)
        yield from (form for pair in self.other_ends for form in pair)
        yield from (form for part in self.parts for form in (part.start, part.target))

    def theory(self, line: Line) -> Theory:
        """Return the facts, as they are for a line's question."""
        return Theory(
            symbols=line.question.symbols,
            facts={name: _of(line, fact) for name, fact in self.facts.items()},
            given=self.given,
            opaque=self.opaque,
            random=self.random,
            conditions=line.question.conditions,
        )

    def task(self, line: Line) -> Task:
        """Return what is to be proved."""
        start, target = self.start, self.target
        ends: list[Node] = []
        if not (start and target):
            chain = read_chain(line.reference.answer())
            if chain.unread:
                raise TreeError(f"the reference's derivation has {dict(chain.unread)}")
            ends = list(chain.roots)
        return Task(
            start=stated(line, start) if start else ends[0],
            target=stated(line, target) if target else ends[-1],
            relation=Relation(self.relation),
            milestones=[
                [stated(line, form) for form in (forms if isinstance(forms, tuple) else (forms,))]
                for forms in self.milestones
            ],
            most_facts=self.most_facts,
        )


def judge_of(theory: Theory, line: Line) -> Judge:
    """Return what decides steps in a line."""
    decisions = line.decisions
    return Judge(theory, seed=line.seed, budget=BUDGET, steps=STEPS, decisions=decisions)


#: What one comparison of two expressions may cost.
BUDGET = Budget(nodes=4_000, steps=2_000_000)
#: What all of them may cost together, in scalar operations.
STEPS = 30_000_000


def _is_any(root: Node, ends: Sequence[Node], judge: Judge) -> bool:
    return any(isinstance(judge.is_same(end, root), Sameness) for end in ends)


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
        Link(Relation(step.relation), _node(root), step.facts, step.variable, step.lemmas)
        for root, step in zip(roots, proof.steps, strict=True)
    )
    unread = {n: root for n, root in enumerate((start, *roots)) if isinstance(root, str)}
    return Chain(_node(start), tuple(links), unread=unread)


def _root(sent: Expression | Unsupported) -> Node | str:
    """Read an expression, or say why it could not be read."""
    if isinstance(sent, Unsupported):
        return sent.reason
    try:
        return from_wire(sent.rows)
    except TreeError as error:
        return str(error)


def _node(root: Node | str) -> Node:
    return UNREAD if isinstance(root, str) else root


def _of(line: Line, fact: Fact) -> Fact:
    """Return a fact with the answers to other lines that it quotes."""
    values = {
        name: restated(body, line) if isinstance(body, str) and quotes(body) else body
        for name, body in fact.values.items()
    }
    return replace(fact, values=values)


def _submitted(line: Line) -> Chain:
    value = line.submitted.answer()
    try:
        return read_chain(value)
    except TypeError:
        pass
    if isinstance(value, Unsupported) and value.reason:
        raise Unanswered(
            lost(f"The derivation could not be read: {value.reason}", notes=("unreadable",))
        )
    text = f"Expected a derivation, as in Derivation(…).equals(…), got `{type_name(value)}`."
    raise Unanswered(lost(text, notes=("unreadable",)))


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
    return "" if isinstance(outcome, Equal) else "it is too long to be read."


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
