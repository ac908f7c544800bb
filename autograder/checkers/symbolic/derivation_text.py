"""What a student reads about a derivation: the chain, marked, and why the first bad step is bad."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from autograder.checkers.common.line import names
from autograder.expression import render
from autograder.expression.derivation.chain import Chain
from autograder.expression.derivation.links import Counterexample
from autograder.expression.derivation.steps import Fault, Judged
from autograder.expression.derivation.theory import Theory
from autograder.expression.derivation.verdicts import Assessment
from autograder.expression.tree import free_symbols, postorder

from .derivation_wording import Wording

__all__ = ["chain_of", "explained", "first_bad_step", "reviewed", "written"]

_NOTHING: Mapping[int, str] = {}
_AS_NAMED: Mapping[str, str] = {}
_MARKS = {True: "✓", False: "✗", None: "?"}
_MERGED = "~"  # true, of more facts than a step may take
_WORTH_TEXT = re.compile(r"    \(\+\{points:[^}]*\}\)$")
_LEMMA = re.compile(r"(lemma \d+|proof):$")
_NAMED = ("call", "function")  # what goes by its name, and not by its operation
# A point that nobody would read is no help.
_LONGEST_POINT = 400


def written(
    chain: Chain,
    links: Sequence[Judged] = (),
    worth: Mapping[int, str] = _NOTHING,
    lemmas: Sequence[Sequence[Judged]] = (),
) -> list[str]:
    """Return the lines of a chain after those of its lemmas, with marks where it is judged.

    ``worth`` says what the expressions at some positions earn.
    """
    lines = []
    used = _used(chain, links)
    for number, lemma in enumerate(chain.lemmas, 1):
        if number not in used:
            continue
        proof = _lines(lemma, lemmas[number - 1] if lemmas else ())
        lines += [f"lemma {number}:", *(f"  {line}" for line in proof)]
    return [*lines, *(["proof:"] if lines else []), *_lines(chain, links, worth)]


def _used(chain: Chain, links: Sequence[Judged]) -> Collection[int]:
    """Return the numbers of the lemmas to be shown: of those that no step cites, what is used."""
    every = range(1, len(chain.lemmas) + 1)
    if not links or not chain.links[0].is_open:
        return every
    return [number for number in every if any(number in link.lemmas for link in links)]


def _lines(chain: Chain, links: Sequence[Judged], worth: Mapping[int, str] = _NOTHING) -> list[str]:
    shown = _shown(chain)
    lines = [f"    {shown[0]}{worth.get(0, '')}"]
    for number, link in enumerate(chain.links, 1):
        mark = _mark(links[number - 1]) if links else " "
        supplied = links[number - 1].supplied if links else ()
        lemmas = links[number - 1].lemmas if links and link.is_open else link.lemmas
        cited = [*link.cited, *(f"lemma {lemma}" for lemma in lemmas)]
        if supplied:
            cited = [f"taken from {' and '.join(supplied)}"]
        reason = f"    [{', '.join(cited)}]" if cited else ""
        text = shown[number]
        lines.append(f"{mark} {link.relation.sign} {text}{reason}{worth.get(number, '')}")
    return lines


def _shown(chain: Chain) -> Sequence[str]:
    """Return the expressions of a chain as their author has written them."""
    return chain.written or [render.plain(root) for root in chain.roots]


def _mark(link: Judged) -> str:
    return _MERGED if link.holds and link.gaps else _MARKS[link.holds]


def explained(
    assessment: Assessment,
    theory: Theory,
    most_facts: int,
    *,
    strangers: Sequence[str] = (),
    symbols: Mapping[str, str] = _AS_NAMED,
) -> str:
    """Return the chain with its marks, and what there is to say about it.

    ``strangers`` are the symbols that it takes from other questions; ``symbols`` says how those of
    the question are written in LaTeX, for a chain that is.
    """
    wording = Wording(symbols) if assessment.chain.written else Wording()
    links = assessment.links
    parts = written(assessment.chain, links, _worth(assessment), assessment.lemmas)
    if not links:
        parts.append(wording.no_step)
    first, last = assessment.begins, assessment.ends
    if assessment.backwards:
        first, last = last, first
    sides = [side for side, is_there in (("begin", first), ("end", last)) if is_there is False]
    if sides:
        parts.append(f"It does not {' or '.join(sides)} where the question says.")
    merged = _first(links, lambda link: link.holds is True and link.gaps > 0)
    bad = _first(links, lambda link: link.holds is False)
    parts += _about_lemmas(assessment, theory, most_facts, wording)
    parts += [
        _fault(n, assessment, theory, most_facts, wording) for n in sorted({merged, bad} - {0})
    ]
    if links and not bad and not assessment.proves:
        parts.append("Every step holds, but together they prove less than what is asked for.")
    for number, link in enumerate(links, 1):
        if not link.lemmas and assessment.chain.links[number - 1].lemmas and link.holds:
            parts.append(f"Step {number} holds without a lemma.")
        if link.unneeded:
            parts.append(f"Step {number} holds without {names(link.unneeded)}.")
        if link.unknown_names and number == bad:
            parts.append(_unknown(number, link.unknown_names, theory))
    if strangers and assessment.least < 1:
        one = len(strangers) == 1
        what = "is a symbol of another question" if one else "are symbols of other questions"
        parts.append(
            f"{names(strangers)} {what}: nothing is stated of {'it' if one else 'them'} here."
        )
    parts += _earned(assessment)
    return "\n".join(parts)


def chain_of(message: str) -> str:
    """Return the chain in a derivation's message, with its marks and without what it earns."""
    lines = (_WORTH_TEXT.sub("", line) for line in message.splitlines())
    marked = ("    ", "  ", *(f"{mark} " for mark in (*_MARKS.values(), _MERGED)))
    return "\n".join(line for line in lines if line.startswith(marked) or _LEMMA.match(line))


def first_bad_step(message: str) -> int:
    """Return the number of a derivation's first step that is not valid, by its mark, or 0."""
    marks = [text[0] for text in message.splitlines() if text[:2] in ("✓ ", "✗ ", "~ ", "? ")]
    return next((number for number, mark in enumerate(marks, 1) if mark in "✗~"), 0)


def _first(links: Sequence[Judged], is_one: Callable[[Judged], bool]) -> int:
    """Return the number of the first step of a kind, or 0."""
    return next((number for number, link in enumerate(links, 1) if is_one(link)), 0)


def _worth(assessment: Assessment) -> dict[int, str]:
    """Return what is said beside the expressions that are worth something of themselves."""
    if not 0 < assessment.least < 1:
        return {}
    counts = Counter(assessment.reached)
    return {
        at: f"    (+{{points:{assessment.least * count / counts.total()}}})"
        for at, count in counts.items()
    }


def _earned(assessment: Assessment) -> list[str]:
    """Say what is earned, where it is neither all nor nothing."""
    if not 0 < assessment.least < 1:
        return []
    share = f"{{points:{assessment.least}}} of {{points}}"
    if assessment.reached:
        return [f"What is marked with + is reached by steps that hold: {share}."]
    count = assessment.left_out
    if all(link.holds for link in assessment.links) and not count:
        return [f"This is a proof of a part: {share}."]
    if not count:
        return [f"There is a proof in it, and beside it what does not hold: {share}."]
    what = "an expression that was" if count == 1 else f"{count} expressions that were"
    return [f"The proof holds, but for {what} to be shown in between: {share}."]


def _about_lemmas(
    assessment: Assessment, theory: Theory, most_facts: int, wording: Wording
) -> list[str]:
    """Return, for each lemma with a step that is not valid, why that is so of the first."""
    texts = []
    used = _used(assessment.chain, assessment.links)
    for number, links in enumerate(assessment.lemmas, 1):
        bad = number in used and _first(links, lambda link: link.fault is not None)
        if bad:
            lemmas = assessment.chain.lemmas
            proof = replace(lemmas[number - 1], lemmas=lemmas)
            lemma = replace(assessment, chain=proof, links=links)
            texts.append(f"Lemma {number}: {_fault(bad, lemma, theory, most_facts, wording)}")
    return texts


def _unknown(number: int, cited: Sequence[str], theory: Theory) -> str:
    facts = names(list(theory.facts))
    return f"Step {number}: the facts of this line are {facts}; {names(cited)} is none of them."


def _fault(
    number: int, assessment: Assessment, theory: Theory, most_facts: int, wording: Wording
) -> str:
    link = assessment.links[number - 1]
    split = wording.split(most_facts)
    if link.fault is Fault.MALFORMED:
        return link.detail
    if link.fault is Fault.TOO_MANY_FACTS and link.lemmas:
        return _too_many_with_lemma(number, link, split)
    if link.fault is Fault.TOO_MANY_FACTS:
        needed = [name for name in link.facts if name not in link.unneeded]
        return f"Step {number} is true, but of {names(needed)} together. {split}"
    if link.fault is Fault.CIRCULAR:
        where = f"after step {link.returns_to}" if link.returns_to else "at the start"
        return f"Step {number} returns to what was already reached {where}: it goes in a circle."
    if link.fault is Fault.RELATION:
        sign = assessment.chain.links[number - 1].relation.sign
        return f"Step {number}: a step with {sign} does not lead to what is to be proved."
    if link.fault is Fault.SHAPES:
        return f"Step {number} relates two things of different shapes: {link.detail}."
    if link.fault is Fault.UNPROVED_LEMMA:
        return f"Step {number} rests on lemma {link.lemmas[0]}, which is not proved."
    if link.fault is Fault.OTHER_LEMMA:
        return f"Step {number} is true, but {_said(link.lemmas[0], assessment.chain)}"
    cited = _cited(link)
    by = f"from {cited}" if cited else "by algebra alone"
    example = _example(number, assessment, theory, wording)
    if link.fault is Fault.FALSE:
        return f"Step {number} is false, even if all the facts are used.{example}"
    needs = _needs(link, most_facts, split, wording)
    return f"Step {number} does not follow {by}.{example}\n{needs}"


def _cited(link: Judged) -> str:
    """Return the facts and lemmas that a step cites, for a message."""
    cited = [names(link.facts)] if link.facts else []
    return " and ".join([*cited, *(f"lemma {lemma}" for lemma in link.lemmas)])


def _too_many_with_lemma(number: int, link: Judged, split: str) -> str:
    if link.holds and set(link.facts) <= set(link.unneeded):
        return f"Step {number} rests on lemma {link.lemmas[0]}, which leaves something out."
    return f"Step {number} cites {_cited(link)}. {split} A lemma counts as one."


def _said(number: int, chain: Chain) -> str:
    """Say that what changes in a step is not what a lemma says."""
    lemma = chain.lemmas[number - 1]
    shown = _shown(lemma)
    ends = " to ".join(f"`{text}`" for text in (shown[0], shown[-1]))
    return (
        f"it is not what lemma {number} says. Lemma {number} leads from {ends}: a step that cites "
        "it puts one of the two where the other stands, and changes the rest by algebra alone."
    )


def _needs(link: Judged, most_facts: int, split: str, wording: Wording) -> str:
    """Say which facts a step lacks."""
    if link.fault is Fault.MISSING_FACTS:
        if not link.missing:
            return f"It needs several facts. {split}"
        is_short = len(link.missing) <= most_facts
        needed = names(link.missing)
        return f"It needs {needed}{wording.cited}" if is_short else f"It needs {needed}. {split}"
    either = names(link.missing, "or")
    if not link.beside:
        return f"What is missing is {either}{wording.cited}"
    if len(link.facts) < most_facts:
        return f"It needs {either} as well{wording.cited}"
    return f"It needs {either} as well. {split}"


def _example(number: int, assessment: Assessment, theory: Theory, wording: Wording) -> str:
    """Return where a step fails; nothing where that would tell another line's answer."""
    link = assessment.links[number - 1]
    counterexample = link.counterexample
    if counterexample is None or not counterexample.left:
        return ""
    if any(theory.facts[name].hidden for name in link.facts):
        return ""
    if number == 1 and assessment.chain.is_named:
        return ""
    roots = assessment.chain.roots[number - 1 : number + 1]
    symbols = frozenset[str]().union(*map(free_symbols, roots))
    point = _point(counterexample, symbols, wording)
    if len(point) > _LONGEST_POINT:
        return ""
    nodes = [node for root in roots for node in postorder(root)]
    written = {node.name if node.operation in _NAMED else node.operation for node in nodes}
    known = (name for fact in link.facts for name in theory.facts[fact].functions)
    operators = written & {*theory.opaque, *known}
    parts = [f"at {point}"] if point else []
    if operators:
        shown = " and ".join(sorted(map(wording.symbol, operators)))
        parts.append(f"for some {shown} that the cited facts allow")
    parts.append(f"the left side is {counterexample.left}, the right side {counterexample.right}")
    sentence = ", ".join(parts)
    return f" {sentence[0].upper()}{sentence[1:]}."


def _point(counterexample: Counterexample, symbols: frozenset[str], wording: Wording) -> str:
    return ", ".join(
        f"{wording.symbol(name)} = {value}"
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
