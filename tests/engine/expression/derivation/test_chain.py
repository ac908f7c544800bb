"""A chain of steps as data."""

from autograder.expression.derivation.chain import Chain, Link, Relation
from autograder.expression.tree import Node

a, b, c = (Node("symbol", name) for name in "abc")


def test_a_chain_passes_one_expression_more_than_it_has_steps():
    chain = Chain(a, (Link(Relation.EQUAL, b), Link(Relation.AT_MOST, c)))
    assert list(chain.roots) == [a, b, c]
    assert chain.relations == {Relation.EQUAL, Relation.AT_MOST}


def test_backwards_every_step_keeps_its_reasons():
    """From a = b [first] = c [second] to c = b [second] = a [first]."""
    chain = Chain(a, (Link(Relation.EQUAL, b, ("first",)), Link(Relation.EQUAL, c, ("second",))))
    backwards = chain.reversed
    assert list(backwards.roots) == [c, b, a]
    assert [link.cited for link in backwards.links] == [("second",), ("first",)]


def test_backwards_every_step_keeps_its_lemmas():
    """And the chain all of them."""
    lemma = Chain(a, (Link(Relation.EQUAL, b),))
    links = (Link(Relation.EQUAL, b, (), "", (1,)), Link(Relation.EQUAL, c))
    backwards = Chain(a, links, (lemma,)).reversed
    assert [link.lemmas for link in backwards.links] == [(), (1,)]
    assert backwards.lemmas == (lemma,)


def test_relations_are_shown_by_the_signs_of_mathematics():
    assert [relation.sign for relation in Relation] == ["=", "≤", "<", "≥", ">", "→"]


def test_backwards_an_inequality_turns_round():
    """From a ≤ b < c to c > b ≥ a, and back."""
    chain = Chain(a, (Link(Relation.AT_MOST, b), Link(Relation.LESS, c)))
    relations = [link.relation for link in chain.reversed.links]
    assert relations == [Relation.GREATER, Relation.AT_LEAST]
    assert chain.reversed.reversed == chain
    assert Relation.TENDS.flipped is Relation.TENDS
