"""What a student reads about a derivation: the chain, marked, and why the first bad step is bad."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..expression import render
from ..expression.derivation.chain import Chain
from ..expression.derivation.links import Counterexample
from ..expression.derivation.theory import Theory
from ..expression.derivation.verdicts import Assessment, Fault, Judged
from ..expression.tree import free_symbols, postorder
from .line import names

__all__ = ["explained", "reviewed", "written"]

_MARKS = {True: "✓", False: "✗", None: "?"}
# A point that nobody would read is no help.
_NAMED = ("call", "function")  # what goes by its name, and not by its operation
_LONGEST_POINT = 400


def written(
    chain: Chain, links: Sequence[Judged] = (), lemmas: Sequence[Sequence[Judged]] = ()
) -> list[str]:
    """Return the lines of a chain after those of its lemmas, with marks where it is judged."""
    lines = []
    for number, lemma in enumerate(chain.lemmas, 1):
        proof = _lines(lemma, lemmas[number - 1] if lemmas else ())
        lines += [f"lemma {number}:", *(f"  {line}" for line in proof)]
    return [*lines, *(["proof:"] if lines else []), *_lines(chain, links)]


def _lines(chain: Chain, links: Sequence[Judged]) -> list[str]:
    lines = [f"    {render.plain(chain.start)}"]
    for position, link in enumerate(chain.links):
        mark = _MARKS[links[position].holds] if links else " "
        cited = [*link.cited, *(f"lemma {number}" for number in link.lemmas)]
        reason = f"    [{', '.join(cited)}]" if cited else ""
        lines.append(f"{mark} {link.relation.sign} {render.plain(link.root)}{reason}")
    return lines


def explained(
    assessment: Assessment,
    theory: Theory,
    most_facts: int,
    *,
    start_from: str = "",
    target_from: str = "",
) -> str:
    """Return the chain with its marks, and what there is to say about it.

    ``start_from`` and ``target_from`` are the lines whose answers it is to begin and to end with: a
    student who began with a wrong one did what the question says.
    """
    parts = written(assessment.chain, assessment.links, assessment.lemmas)
    wrong = {
        "begin": (assessment.begins is False, start_from),
        "end": (assessment.ends is False, target_from),
    }
    sides = [side for side, (is_wrong, _) in wrong.items() if is_wrong]
    if sides:
        parts.append(f"It does not {' or '.join(sides)} where the question says.")
    answers = [answer for is_wrong, answer in wrong.values() if is_wrong and answer]
    if answers:
        parts.append(
            f"Where that is your answer to {' or '.join(answers)}, a right one is meant, in the "
            "form that is asked for there."
        )
    bad = next((n for n, link in enumerate(assessment.links, 1) if link.holds is False), 0)
    parts += _about_lemmas(assessment, theory, most_facts)
    if bad:
        parts.append(_fault(bad, assessment, theory, most_facts))
    elif not assessment.proves:
        parts.append("Every step holds, but together they prove less than what is asked for.")
    for number, link in enumerate(assessment.links, 1):
        if not link.lemmas and assessment.chain.links[number - 1].lemmas and link.holds:
            parts.append(f"Step {number} holds without a lemma.")
        if link.unneeded:
            parts.append(f"Step {number} holds without {names(link.unneeded)}.")
        if link.unknown_names and number == bad:
            parts.append(_unknown(number, link.unknown_names, theory))
    return "\n".join(parts)


def _about_lemmas(assessment: Assessment, theory: Theory, most_facts: int) -> list[str]:
    """Return, for each lemma that is not proved, why its first bad step is bad."""
    texts = []
    for number, links in enumerate(assessment.lemmas, 1):
        bad = next((n for n, link in enumerate(links, 1) if link.holds is False), 0)
        if bad:
            lemmas = assessment.chain.lemmas
            proof = replace(lemmas[number - 1], lemmas=lemmas)
            lemma = replace(assessment, chain=proof, links=links)
            texts.append(f"Lemma {number}: {_fault(bad, lemma, theory, most_facts)}")
    return texts


def _unknown(number: int, cited: Sequence[str], theory: Theory) -> str:
    facts = names(list(theory.facts))
    return f"Step {number}: the facts of this line are {facts}; {names(cited)} is none of them."


def _fault(number: int, assessment: Assessment, theory: Theory, most_facts: int) -> str:
    link = assessment.links[number - 1]
    if link.fault is Fault.TOO_MANY_FACTS:
        most = "one fact" if most_facts == 1 else f"{most_facts} facts"
        cited = [names(link.facts)] if link.facts else []
        cited += [f"lemma {lemma}" for lemma in link.lemmas]
        text = f"Step {number} cites {' and '.join(cited)}. Split it: a step cites {most} at most."
        return f"{text} A lemma counts as one." if link.lemmas else text
    if link.fault is Fault.CIRCULAR:
        where = f"after step {link.returns_to}" if link.returns_to else "at the start"
        return f"Step {number} returns to what was already reached {where}: it goes in a circle."
    if link.fault is Fault.RELATION:
        sign = assessment.chain.links[number - 1].relation.sign
        return f"Step {number}: a step with {sign} does not lead to what is to be proved."
    if link.fault is Fault.UNPROVED_LEMMA:
        return f"Step {number} rests on lemma {link.lemmas[0]}, which is not proved."
    if link.fault is Fault.OTHER_LEMMA:
        return f"Step {number} is true, but {_said(link.lemmas[0], assessment.chain)}"
    cited = [names(link.facts)] if link.facts else []
    cited += [f"lemma {lemma}" for lemma in link.lemmas]
    by = f"from {' and '.join(cited)}" if cited else "by algebra alone"
    example = _example(number, assessment, theory)
    if link.fault is Fault.FALSE:
        return f"Step {number} is false, even if all the facts are used.{example}"
    text = f"Step {number} does not follow {by}.{example}"
    if link.fault is Fault.MISSING_FACT:
        article = "an" if link.missing[0] in "aeiou" else "a"
        return f"{text}\nWhat is missing is {article} {link.missing}, cited at this step."
    return f"{text}\nIt needs several facts: split it, so that each step cites what it needs."


def _said(number: int, chain: Chain) -> str:
    """Say that what changes in a step is not what a lemma says."""
    lemma = chain.lemmas[number - 1]
    ends = " to ".join(f"`{render.plain(root)}`" for root in (lemma.start, lemma.roots[-1]))
    return (
        f"it is not what lemma {number} says. Lemma {number} leads from {ends}: a step that cites "
        "it puts one of the two where the other stands, and changes the rest by algebra alone."
    )


def _example(number: int, assessment: Assessment, theory: Theory) -> str:
    """Return where a step fails; nothing where that would tell another line's answer."""
    link = assessment.links[number - 1]
    counterexample = link.counterexample
    if counterexample is None or not counterexample.left:
        return ""
    if any(theory.facts[name].hidden for name in link.facts):
        return ""
    roots = assessment.chain.roots[number - 1 : number + 1]
    symbols = frozenset[str]().union(*map(free_symbols, roots))
    point = _point(counterexample, symbols)
    if len(point) > _LONGEST_POINT:
        return ""
    nodes = [node for root in roots for node in postorder(root)]
    written = {node.name if node.operation in _NAMED else node.operation for node in nodes}
    known = (name for fact in link.facts for name in theory.facts[fact].functions)
    operators = written & {*theory.opaque, *known}
    parts = [f"at {point}"] if point else []
    if operators:
        parts.append(f"for some {' and '.join(sorted(operators))} that the cited facts allow")
    parts.append(f"the left side is {counterexample.left}, the right side {counterexample.right}")
    sentence = ", ".join(parts)
    return f" {sentence[0].upper()}{sentence[1:]}."


def _point(counterexample: Counterexample, symbols: frozenset[str]) -> str:
    return ", ".join(
        f"{name} = {value}"
        for name, value in counterexample.point.items()
        if name.partition("[")[0] in symbols
    )


def reviewed(assessment: Assessment) -> str:
    """Return what instructors read: how sure each step is, or where it fails."""
    lines = []
    for number, link in enumerate(assessment.links, 1):
        text = link.reason or (link.fault.value if link.fault else "")
        example = link.counterexample
        if example is not None and example.left:
            point = ", ".join(f"{name} = {value}" for name, value in example.point.items())
            text = f"{text}: {example.left} and {example.right} at {point}"
        lines.append(f"step {number}: {text}")
    return "\n".join(lines)
