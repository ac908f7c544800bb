"""Whether what is written as LaTeX is read back to something equal.

    PYTHONPATH=tests/shared python benchmarks/latex_round_trip.py [--count N] [--seed S] [--bank]
        [--show]

N random expressions, half of them of numbers and half with columns and matrices, each as the
renderer writes it, as the echo does, and those of numbers as sympy does. With ``--bank``, besides,
every reference answer and every variant of a course's assignments that is an expression.

What is read back is equal by the engine's own comparison, or, where that cannot decide, by being
written the same. What is different or refused is a fault of the reader or of a writer, and is
printed. ``--show`` prints besides what is undecided or has several readings.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import sympy

from autograder.checkers.common.line import Line, Question
from autograder.checking.variants import read_variant, variants_of
from autograder.checking.workbench import Workbench
from autograder.comparing.formula import node_of
from autograder.course import find_course
from autograder.expression import render
from autograder.expression.decide import Different, Equality, compare
from autograder.expression.domain import Domain, parse_domain
from autograder.expression.premises import Premises
from autograder.expression.text import parse
from autograder.expression.tree import Node, TreeError, are_identical, from_wire, postorder
from autograder.grading.latex_settings import setting_of
from autograder.guest.trees import to_wire
from autograder.latex.echo import typeset
from autograder.latex.mathematics import read
from autograder.latex.setting import Declared, Setting
from autograder.latex.term import Term
from autograder.latex.tokens import Problem, tokenize
from autograder.sandbox.values import WireDerivation, WireExpression
from autograder.sandbox.zygote import Zygote
from autograder.verdict import Verdict, lost
from random_formulas import MATRICES, SCALARS, TEX, random_scalar, random_text

_ALIKE = ("equal", "undecided, but written the same")


@dataclass(frozen=True)
class Written:
    """An expression, and a way in which it is written."""

    by: str
    tex: str
    meant: Node
    setting: Setting
    premises: Premises


def main(arguments: Sequence[str] | None = None) -> None:
    """Write, read and compare; print the counts, and what is not read back."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--bank", action="store_true", help="the course's own answers too")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args(arguments)
    print(f"seed {options.seed}")
    _report("random", _random(options.count, options.seed), options.show)
    if options.bank:
        _report("bank", _of_bank(), options.show)


def _report(title: str, all_written: Iterator[Written], show: bool) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    seconds = []
    for one in all_written:
        start = time.perf_counter()
        outcome, said = _outcome(one)
        seconds.append(time.perf_counter() - start)
        counts[one.by, outcome] += 1
        if outcome in ("different", "refused") or (show and outcome not in _ALIKE):
            print(f"{one.by}: {outcome}: {one.tex}\n    {render.plain(one.meant)}\n    {said}")
    print(f"{title}: {len(seconds)} formulas in {sum(seconds):.0f} s")
    for (by, outcome), count in sorted(counts.items()):
        print(f"  {by:8} {outcome:35} {count}")


def _outcome(one: Written) -> tuple[str, str]:
    try:
        readings = read(tokenize(one.tex), one.setting).readings
        found = [node_of(reading.value) for reading in readings]
    except (Problem, TreeError) as problem:
        return "refused", str(problem)
    outcomes = [_relation(node, one.meant, one.premises) for node in found]
    said = " | ".join(render.plain(node) for node in found)
    for outcome in _ALIKE:
        if outcome in outcomes:
            return outcome if len(outcomes) == 1 else f"{outcome}, in one of several readings", said
    return ("undecided" if "undecided" in outcomes else "different"), said


def _relation(found: Node, meant: Node, premises: Premises) -> str:
    if are_identical(found, meant):
        return "equal"
    outcome = compare(found, meant, premises)
    if isinstance(outcome, Equality):
        return "equal"
    if isinstance(outcome, Different):
        return "different"
    same = render.plain(found) == render.plain(meant)
    return "undecided, but written the same" if same else "undecided"


def _ways(meant: Node, setting: Setting, domains: Mapping[str, Domain]) -> Iterator[Written]:
    premises = Premises(domains)
    written = {one.name: one.tex[0] for one in setting.symbols}
    rendered = render.latex(meant, symbols=domains, written=written)
    yield Written("renderer", rendered, meant, setting, premises)
    yield Written("echo", typeset(_term_of(meant), setting), meant, setting, premises)


def _random(count: int, seed: int) -> Iterator[Written]:
    rng = random.Random(seed)
    numbers, matrices = _declared(SCALARS), _declared(MATRICES)
    for place in range(count):
        depth = 1 + place // 2 % 4
        if place % 2:
            yield from _ways(parse(random_text(rng, depth), matrices[1]), *matrices)
        else:
            expression = random_scalar(rng, depth)
            meant = from_wire(to_wire(expression))
            yield Written("sympy", sympy.latex(expression), meant, numbers[0], Premises(numbers[1]))
            yield from _ways(meant, *numbers)


def _declared(symbols: Mapping[str, str]) -> tuple[Setting, dict[str, Domain]]:
    declared = (Declared(name, text, (TEX.get(name, name),)) for name, text in symbols.items())
    return Setting("1", tuple(declared)), {n: parse_domain(text) for n, text in symbols.items()}


def _term_of(node: Node) -> Term:
    children = tuple(_term_of(child) for child in node.children)
    return Term(node.operation, node.name, children)


# -------------------------------------------------------------------------------- bank


@dataclass
class _Collecting:
    """A checker that keeps what an answer says."""

    found: list[tuple[Line, Node]] = field(default_factory=list)

    def check(self, line: Line) -> Verdict:
        """Keep the expressions of the student's side."""
        value = line.submitted.answer()
        sides = [value]
        if isinstance(value, WireDerivation):
            sides = [value.start, *(step.expression for step in value.steps)]
        for side in sides:
            if isinstance(side, WireExpression):
                with suppress(TreeError):
                    self.found.append((line, from_wire(side.rows)))
        return lost("kept")


def _of_bank() -> Iterator[Written]:
    course = find_course(Path(__file__).parent.parent)
    with Zygote() as zygote:
        for assignment in map(course.assignment, course.names):
            with Workbench(assignment, zygote) as bench:
                yield from _of_assignment(bench)


def _of_assignment(bench: Workbench) -> Iterator[Written]:
    collecting = _Collecting()
    for line in bench.rubric.lines:
        check = bench.check(line)
        if check is None or not bench.running.questions(line).get(line.number):
            continue
        paths = variants_of(bench.assignment.variants / line.number)
        for variant in (None, *map(read_variant, paths)):
            if variant is None:
                list(bench.grade(line, b"", checker=collecting))
            elif not variant.in_latex:
                defines = variant.defines
                list(bench.grade(line, variant.content, defines=defines, checker=collecting))
    seen = set()
    for line, node in collecting.found:
        if _speaks_of(node, line.question) and (line.question.id, node) not in seen:
            seen.add((line.question.id, node))
            setting = setting_of(line.question)
            for one in _ways(node, setting, line.question.symbols):
                yield replace(one, premises=line.premises)


def _speaks_of(node: Node, question: Question) -> bool:
    """Return whether an answer is about the question's symbols alone: no other can be written."""
    parts = list(postorder(node))
    sides = (name for one in question.symbols.values() for name in _sides(one))
    known = {*question.symbols, *sides}
    bound = {part.name for part in parts if part.operation in ("sum", "product", "E", "integral")}
    named = {part.name for part in parts if part.operation in ("symbol", "function")}
    return bool(question.symbols) and named <= known | bound


def _sides(domain: Domain) -> Iterator[str]:
    yield from re.findall("[A-Za-z_]+", str(domain).partition("[")[2])


if __name__ == "__main__":
    main()
