"""The kinds are read from files, and their names are put in."""

import ast

import pytest

from autograder.authoring.kind import known_kinds, read_kind
from autograder.authoring.refusal import AuthoringError

NAMES = {"number": "3.2", "name": "f", "module": "q3", "checker": "near"}


def test_there_is_one_for_every_general_checker():
    assert {
        "algorithm", "choice", "claims", "close", "cost", "derivation", "entries", "equal", "graph",
        "growth", "linear", "module", "witness",
    } == set(known_kinds())  # fmt: skip


@pytest.mark.parametrize("name", known_kinds())
def test_all_of_a_kind_is_python_once_the_names_are_put_in(name):
    kind = read_kind(name)
    assert kind.name.isidentifier()
    filled = kind.filled(**NAMES)
    texts = [filled.reference, filled.rubric, filled.public]
    texts += [*filled.variants.values(), *filled.beside.values()]
    assert not [text for text in filled.latex.values() if "$" in text]
    assert filled.name == "f"
    for text in texts:
        assert "$" not in text
        assert ast.parse(text).body


def test_what_is_no_kind_is_told():
    with pytest.raises(AuthoringError, match=r"no kind Graphs \(did you mean graph\?\)"):
        read_kind("Graphs")
