"""What of a derivation's line nobody could read: its facts, its ends, its milestones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from autograder.checkers.common.line import Line, Unanswered
from autograder.checkers.common.ref import Target
from autograder.expression.derivation.chain import Relation
from autograder.expression.derivation.facts import Fact, Meaning, Weighted
from autograder.expression.derivation.rewriting import RuleError, read_rule
from autograder.expression.derivation.theory import Theory
from autograder.expression.domain import parse_domain
from autograder.expression.text import parse
from autograder.expression.tokens import ParseError
from autograder.expression.tree import Node, TreeError

from .misstated import Misstated, meant, misstated_root, reason_of
from .reading import stated

__all__ = ["misstated_derivation"]


class _Derivation(Protocol):
    """What is asked of the checker, which imports this module."""

    @property
    def facts(self) -> Mapping[str, Fact]: ...
    @property
    def given(self) -> Sequence[Fact]: ...
    @property
    def opaque(self) -> Mapping[str, Meaning]: ...
    @property
    def random(self) -> tuple[str, ...]: ...
    @property
    def relation(self) -> str: ...
    @property
    def contained(self) -> tuple[str, ...]: ...
    @property
    def distractors(self) -> tuple[str, ...]: ...
    @property
    def forms(self) -> Iterator[Target | str]: ...
    def theory(self, line: Line) -> Theory: ...


def misstated_derivation(checker: _Derivation, line: Line) -> Iterator[Misstated]:
    """Yield what of a checker of derivations cannot be read."""
    symbols = line.question.symbols
    for name in checker.random:
        if name not in symbols:
            reason = f"{name} is no symbol of the question{meant(name, symbols)}"
            yield Misstated(name, f"{reason}; there is {', '.join(symbols)}")
    for name in (*checker.contained, *checker.distractors):
        if name not in checker.facts:
            yield Misstated(name, f"there is no fact of this name{meant(name, checker.facts)}")
    if checker.relation not in {relation.value for relation in Relation}:
        signs = " ".join(relation.value for relation in Relation)
        yield Misstated(checker.relation, f"no relation: there is {signs}")
    try:
        theory = checker.theory(line)
    except (ParseError, Unanswered) as error:
        yield Misstated(str(next(iter(checker.facts), "")), reason_of(error))
        return
    found = list(_misstated_facts(theory))
    yield from found
    if not found:  # what is stated is read by the facts' operators
        yield from _misstated_forms(checker, theory, line)


def _misstated_facts(theory: Theory) -> Iterator[Misstated]:
    for fact in (*theory.facts.values(), *theory.given):
        for pattern, body in (*fact.values.items(), *fact.means.items()):
            yield from _misstated_recipe(theory, pattern, body)
        for operation, meaning in fact.operators.items():
            if isinstance(meaning, Meaning) and operation not in theory.opaque:
                there = ", ".join(theory.opaque) or "none"
                text = f"says something of {operation}, which is not among `opaque`: {there}"
                yield Misstated(operation, text)
            elif isinstance(meaning, Weighted):
                yield from _misstated_density(meaning, theory)
        for function in fact.functions:
            if function not in theory.opaque and not _is_function(theory, function):
                text = f"{function} is neither an opaque function nor one of the question"
                yield Misstated(function, text)


def _misstated_recipe(theory: Theory, pattern: str, body: Node | str) -> Iterator[Misstated]:
    """Yield what is wrong with what a symbol, an item or a derivative is made of."""
    text = body if isinstance(body, str) else pattern
    try:
        root = body if isinstance(body, Node) else parse(body, theory.symbols)
        rule = read_rule(parse(pattern), root)
    except (ParseError, RuleError) as error:
        yield Misstated(text, str(error))
        return
    if rule.name not in theory.symbols:
        close = meant(rule.name, theory.symbols)
        yield Misstated(pattern, f"{rule.name} is no symbol of the question{close}")
        return
    counted = {rule.variable: parse_domain("natural")} if rule.variable else {}
    symbols = {**theory.symbols, **counted}
    is_function = rule.operation == "apply"
    shape = None if is_function else theory.symbols[rule.name].shape
    yield from misstated_root(text, root, symbols, shape)


def _misstated_density(meaning: Weighted, theory: Theory) -> Iterator[Misstated]:
    try:
        root = parse(meaning.density, theory.symbols)
    except ParseError as error:
        yield Misstated(meaning.density, str(error))
        return
    further = (meaning.variable,)
    yield from misstated_root(meaning.density, root, theory.symbols, further=further)


def _is_function(theory: Theory, name: str) -> bool:
    return name in theory.symbols and theory.symbols[name].is_function


def _misstated_forms(checker: _Derivation, theory: Theory, line: Line) -> Iterator[Misstated]:
    for form in checker.forms:
        text = f"ref.{form.name}" if isinstance(form, Target) else form
        try:
            root = stated(line, form)
        except (TreeError, TypeError, Unanswered) as error:
            yield Misstated(text, reason_of(error))
            continue
        yield from misstated_root(text, theory.without_averages(root), line.question.symbols)
